import type { ConversationId, LoggedEvent, UserId, VirtualAgentId } from "@guichet/contract";
import { isAboutConversation, queueStep } from "@guichet/contract";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Holder } from "../../db/index.ts";
import { inTransaction } from "../../db/index.ts";
import { dispatchOnce } from "../../events/dispatch.ts";
import { takeLease } from "../../events/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { assignConversation } from "../assign-conversation.ts";
import { conversationsOf } from "../conversations.look.test-kit.ts";
import { lockConversation } from "../conversations.sql.ts";
import { buildMessage, buildWorld, type World } from "../conversations.test-kit.ts";
import { countConversations } from "../count-conversations.ts";
import { countQueue } from "../count-queue.sql.ts";
import { openConversation } from "../hold-conversation.ts";
import type { IntakeStep } from "../intake-steps.ts";
import { listConversations } from "../list-conversations.ts";
import { receiveMessages } from "../receive-messages.ts";
import { setStatus } from "../set-status.ts";
import { changeTopics } from "../topics/change-topics.ts";
import { delegateConversation } from "./delegate.ts";
import { handOver } from "./hand-over.ts";

let world: World;
const holder = uuidV7();
const topicId = uuidV7();
const to: Omit<Holder, "from"> = {
  ...{ id: uuidV7() as VirtualAgentId, kind: "auto_responder", name: "Hello VA", handOff: "previous" },
};
const hold: IntakeStep = ({ firstMessage, held, visibility }) =>
  firstMessage && !held && visibility === "private" ? { hold: { ...to, handOff: "new", from: null } } : undefined;

beforeAll(async () => {
  world = await buildWorld();
  await world.database.system
    .insertInto("topics")
    .values({ organization_id: world.organizationId, id: topicId as never, name: "Bills" })
    .execute();
});
afterAll(async () => await world?.close());
beforeEach(async () => {
  await sql`update conversations set status = 'resolved', holder = null`.execute(world.database.system);
  for (const table of ["event_inbox", "event_log", "queue_counts"] as const)
    await world.database.system.deleteFrom(table).execute();
});

const DEEDS = [
  "held",
  "plain",
  "writes",
  "hand",
  "take",
  "assign",
  "delegate",
  "pending",
  "resolved",
  "topic",
] as const;
type Deed = readonly [(typeof DEEDS)[number], number];
const people = ["p0", "p1", "p2"];

async function newest(from: string): Promise<ConversationId | undefined> {
  return (await conversationsOf(world, from)).at(-1)?.id;
}

/** What is refused is refused: it is the counts that are looked at. */
async function act([deed, who]: Deed): Promise<void> {
  const from = people[who % people.length] ?? "p0";
  if (deed === "held" || deed === "plain" || deed === "writes") {
    const steps = deed === "held" ? [hold] : [];
    await receiveMessages([buildMessage(world, { from })], { ...world, steps });
    return;
  }
  const id = await newest(from);
  if (id !== undefined) await work(deed, id).catch(() => undefined);
}

async function work(deed: Deed[0], id: ConversationId): Promise<unknown> {
  const ctx = world.ctx(world.kai);
  switch (deed) {
    case "hand":
      return await inTransaction(ctx, async (trx) => {
        const row = await lockConversation(trx, id);
        if (row !== undefined) await handOver(trx, row, [], "handed_over");
      });
    case "take":
      return await openConversation(ctx, id, true);
    case "assign":
      return await assignConversation(ctx, id, world.ana);
    case "delegate":
      return await delegateConversation(ctx, id, to);
    case "topic":
      return await changeTopics(ctx, id, { add: [topicId as never], remove: [] });
    case "pending":
    case "resolved":
      await openConversation(ctx, id, true);
      return await setStatus(ctx, id, { status: deed });
    default:
      return undefined;
  }
}

async function standing(status: "new" | "pending"): Promise<ConversationId[]> {
  const rows = await world.database.system
    .selectFrom("conversations")
    .select("id")
    .where("status", "=", status)
    .where("holder", "is", null)
    .execute();
  return rows.map(({ id }) => id).toSorted();
}

async function dispatch(): Promise<LoggedEvent[]> {
  const lease = await takeLease(world.database.system, "dispatcher", holder, 60);
  if (lease === undefined) throw new Error("another dispatcher");
  const events = await dispatchOnce(world.database, lease);
  if (events === "lost") throw new Error("lost");
  return events;
}

async function listed(as: UserId, over: object = {}): Promise<ConversationId[]> {
  const page = await listConversations(world.ctx(as), { status: "new", sort: "priority", limit: 50, ...over });
  return page.items.map(({ id }) => id).toSorted();
}

describe("what a virtual agent has", () => {
  it("decision 3: is in no list and no count, whatever happens to it; who counts by events comes to the same", async () => {
    const deed = fc.tuple(fc.constantFrom(...DEEDS), fc.nat(2));
    const seen = { new: 0, pending: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 12 }), async (deeds) => {
        for (const one of deeds) await act(one);
        const [inNew, inPending] = [await standing("new"), await standing("pending")];
        for (const event of await dispatch()) {
          if (!isAboutConversation(event)) continue;
          const { before, after } = queueStep(event);
          if (before === "new" || before === "pending") seen[before] -= 1;
          if (after === "new" || after === "pending") seen[after] += 1;
        }
        expect(seen).toEqual({ new: inNew.length, pending: inPending.length });
        const ctx = world.ctx(world.kai);
        expect((await countQueue(ctx)).channels).toEqual([{ channelId: world.channelId, ...seen }]);
        expect(await countConversations(ctx, {})).toMatchObject({
          new: { count: inNew.length },
          pending: { count: inPending.length },
        });
        expect(await listed(world.kai)).toEqual(inNew);
        expect(await listed(world.kai, { sort: "oldest" })).toEqual(inNew);
        expect(await listed(world.kai, { topics: topicId })).toEqual(
          (await withTopic()).filter((id) => inNew.includes(id)),
        );
      }),
      { numRuns: 40 },
    );
  });
});

async function withTopic(): Promise<ConversationId[]> {
  const rows = await sql<{ id: ConversationId }>`
    select id from conversations where ${topicId}::uuid = any(topic_ids)`.execute(world.database.system);
  return rows.rows.map(({ id }) => id).toSorted();
}
