import type {
  ChannelId,
  ConversationId,
  ConversationRow,
  LoggedEvent,
  MessageId,
  SlaPolicyView,
  UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import { conversationOf } from "../conversations/conversations.look.test-kit.ts";
import { buildMessage, buildWorld, newMessageId } from "../conversations/conversations.test-kit.ts";
import { loadRows } from "../conversations/index.ts";
import { sendMessage } from "../conversations/send-message.ts";
import { setStatus } from "../conversations/set-status.ts";
import { dispatchOnce } from "../events/dispatch.ts";
import { type EventRow, takeLease, toLoggedEvent, writePositions } from "../events/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import {
  changeBusinessHours,
  createBusinessHours as createHours,
} from "../organizations/business-hours/change-business-hours.ts";
import { type AuditedCtx, createBusinessHours } from "../organizations/index.ts";
import { changePolicy, createPolicy } from "./change-policies.ts";
import type { Clock } from "./clock.ts";
import { findNewest } from "./clocks.sql.ts";
import { fallAllDue, type Resting } from "./fall-due.ts";
import { createSlaPolicies } from "./index.ts";
import { recountSome } from "./recount.ts";
import { SLA_LISTENER, slaListener } from "./sla.listeners.ts";

export const MINUTE = 60_000;
const WEEKDAY = [{ from: "09:00", until: "17:00" }];
export const OFFICE = {
  timeZone: "UTC",
  week: {
    ...{ monday: WEEKDAY, tuesday: WEEKDAY, wednesday: WEEKDAY, thursday: WEEKDAY, friday: WEEKDAY },
    ...{ saturday: [], sunday: [] },
  },
  holidays: [],
};
const NO_ACTIONS = { message: null, unassign: false };

/** A world whose clock stands still until a test moves it, with a policy on its channel; events are heard when a test says so. */
export async function buildSlaWorld() {
  const world = await buildWorld();
  const { database, organizationId, channelId, now } = world;
  const hours = createBusinessHours({ database });
  const policies = createSlaPolicies({ database });
  const listener = slaListener({ hours, policies });
  const log = world.ctx(world.kai).log;
  const admin = (): AuditedCtx => ({ ...world.ctx(world.ana), by: { name: "Ana", address: "" } });
  const deps = () => ({ database, policies, now, log });
  const holder = uuidV7();
  let people = 0;
  let position = 0n;

  async function read(from: bigint): Promise<LoggedEvent[]> {
    for (;;) {
      const lease = await takeLease(database.system, "dispatcher", holder, 60);
      if (lease === undefined) throw new Error("somebody else dispatches");
      const moved = await dispatchOnce(database, lease);
      if (moved !== "lost" && moved.length === 0) break;
    }
    const rows = await sql<EventRow>`
      select position, organization_id, id, type, seq, actor, data, at from event_log where position > ${from.toString()} order by position`.execute(
      database.system,
    );
    return rows.rows.map(toLoggedEvent);
  }
  async function handle(event: LoggedEvent): Promise<void> {
    if (!listener.hears.includes(event.type)) return;
    await database
      .of(organizationId)
      .transaction()
      .execute((db) =>
        listener.handle(event, { ...world.ctx(world.kai), db, actor: { type: "system", name: "Guichet" } }),
      );
  }
  return {
    ...world,
    admin,
    deps,
    read,
    handle,
    /** The listener hears everything there is. */
    async hear(): Promise<void> {
      const events = await read(position);
      for (const event of events) await handle(event);
      const last = events.at(-1);
      if (last === undefined) return;
      position = BigInt(last.position);
      await writePositions(database.system, [{ listener: SLA_LISTENER, position: last.position }]);
    },
    /** One round of what is due, and one of what is counted anew. */
    async due(resting?: Resting): Promise<void> {
      await fallAllDue(deps(), resting);
    },
    recount: async () => await recountSome(deps()),
    at: (iso: string) => {
      world.clock.at = new Date(iso);
    },
    policy: async (over: Partial<Parameters<typeof createPolicy>[1]> = {}): Promise<SlaPolicyView> => {
      people += 1;
      return await createPolicy(admin(), {
        ...{ name: `Policy ${people}`, firstResponseMinutes: 30, conversationResponseMinutes: 60, warningPercent: 80 },
        ...{ onWarning: NO_ACTIONS, onBreach: NO_ACTIONS, channelIds: [channelId], takeOver: [channelId] },
        ...over,
      });
    },
    change: async (policy: SlaPolicyView, over: Partial<Parameters<typeof changePolicy>[2]>) =>
      await changePolicy(admin(), policy.id, { version: policy.version, takeOver: [], ...over }),
    office: async (over: object = {}) =>
      await createHours(admin(), {
        ...{ name: `Office ${++people}`, ...OFFICE, channelIds: [channelId], takeOver: [channelId] },
        ...over,
      }),
    changeHours: changeBusinessHours,
    write: async (from: string, over: object = {}): Promise<ConversationId> => {
      await world.receive(buildMessage(world, { from, occurredAt: now().getTime(), ...over }));
      return await conversationOf(world, from);
    },
    /** Another channel, with no policy and no hours. */
    async channel(): Promise<ChannelId> {
      const id = uuidV7() as ChannelId;
      const columns = { endpoint_id: world.endpointId, platform: "api", external_id: id, name: "Other" } as const;
      await database.system
        .insertInto("channels")
        .values({ organization_id: organizationId, id, ...columns, settings: "{}", secrets: "{}" })
        .execute();
      return id;
    },
    newContact: () => `contact ${++people}`,
    async reply(id: ConversationId, over: object = {}, by: UserId = world.kai): Promise<MessageId> {
      const messageId = newMessageId();
      await sendMessage(
        world.ctx(by),
        id,
        {
          ...{ id: messageId, kind: "reply", text: "an answer", attachmentIds: [], mentions: [], replyToId: null },
          ...{ afterwards: "stay", ...over },
        } as Parameters<typeof sendMessage>[2],
        "Kai",
      );
      return messageId;
    },
    status: async (id: ConversationId, status: "new" | "pending" | "resolved") =>
      await setStatus(world.ctx(world.kai), id, { status }),
    clock: Object.assign(world.clock, {}),
    newest: async (id: ConversationId): Promise<Clock | undefined> =>
      await findNewest({ db: database.of(organizationId), organizationId }, id),
    row: async (id: ConversationId): Promise<ConversationRow> => {
      const found = (await loadRows({ db: database.of(organizationId), organizationId }, [id])).get(id);
      if (found === undefined) throw new Error("no such conversation");
      return found;
    },
    messages: async (id: ConversationId) =>
      await database.system
        .selectFrom("messages")
        .select(["kind", "author_type", "text"])
        .where("conversation_id", "=", id)
        .orderBy("seq")
        .execute(),
  };
}
export type SlaWorld = Awaited<ReturnType<typeof buildSlaWorld>>;
