import type { ChannelId, EndpointId, MessageId, OrganizationId, UserId } from "@guichet/contract";
import { type Ctx, type Database, openDatabase } from "../db/index.ts";
import { createLog } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { createTestDatabase } from "../testing/test-database.ts";
import type { InboundMessage } from "./inbound-message.ts";
import { receiveMessages } from "./receive-messages.ts";
import { settleDue } from "./time/settle-due.ts";

/** A world for the core's tests: one organization, one API channel, two agents, on a database of its own. */
export type World = {
  readonly url: string;
  readonly database: Database;
  readonly organizationId: OrganizationId;
  readonly channelId: ChannelId;
  readonly endpointId: EndpointId;
  readonly kai: UserId;
  readonly ana: UserId;
  readonly viewer: UserId;
  ctx(actor: UserId): Ctx;
  /** The clock of this world: real until it is set. */
  readonly clock: { at: Date | undefined; pass(milliseconds: number): void };
  now(): Date;
  /** One round of what is due, at the world's time. */
  settle(): Promise<number>;
  receive(...messages: InboundMessage[]): Promise<void>;
  close(): Promise<void>;
};

export async function buildWorld(): Promise<World> {
  const { url, drop } = await createTestDatabase();
  const database = await openDatabase({ url });
  const organizationId = uuidV7() as OrganizationId;
  const channelId = uuidV7() as ChannelId;
  const endpointId = uuidV7() as EndpointId;
  const [kai, ana, viewer] = [uuidV7() as UserId, uuidV7() as UserId, uuidV7() as UserId];
  const { system } = database;
  await system.insertInto("organizations").values({ id: organizationId, name: "Test" }).execute();
  await system
    .insertInto("endpoints")
    .values({ organization_id: organizationId, id: endpointId, platform: "api", secrets: "{}" })
    .execute();
  await system
    .insertInto("channels")
    .values({
      organization_id: organizationId,
      id: channelId,
      endpoint_id: endpointId,
      platform: "api",
      external_id: channelId,
      name: "Shop",
      settings: "{}",
      secrets: "{}",
    })
    .execute();
  for (const [id, first, role] of [
    [kai, "Kai", "contributor"],
    [ana, "Ana", "supervisor"],
    [viewer, "Vio", "viewer"],
  ] as const) {
    await system
      .insertInto("users")
      .values({
        organization_id: organizationId,
        id,
        email: `${first}@example.org`.toLowerCase(),
        first_name: first,
        last_name: "Wong",
        account_role: "agent",
        preferences: "{}",
      })
      .execute();
    await system
      .insertInto("channel_access")
      .values({ organization_id: organizationId, channel_id: channelId, user_id: id, role })
      .execute();
  }
  const log = createLog("silent");
  const clock: World["clock"] = {
    at: undefined,
    pass(milliseconds) {
      clock.at = new Date((clock.at ?? new Date()).getTime() + milliseconds);
    },
  };
  const now = (): Date => clock.at ?? new Date();
  return {
    url,
    database,
    organizationId,
    channelId,
    endpointId,
    kai,
    ana,
    viewer,
    ctx: (actor) => ({
      db: database.of(organizationId),
      organizationId,
      actor: { type: "user", id: actor },
      now,
      log,
    }),
    clock,
    now,
    settle: async () => (await settleDue({ database, now, log })).done,
    receive: (...messages) => receiveMessages(messages, { database, organizationId, steps: [], now }),
    async close() {
      await database.close();
      await drop();
    },
  };
}

let counter = 0;

/** A contact's message; say what matters for the test. */
export function buildMessage(
  world: Pick<World, "channelId">,
  over: Partial<InboundMessage> & { from?: string } = {},
): InboundMessage {
  const { from = "contact-1", ...rest } = over;
  counter += 1;
  return {
    channelId: world.channelId,
    platform: "api",
    externalId: `x${counter}`,
    direction: "in",
    occurredAt: Date.now() - 10_000 + counter,
    party: { externalId: from, displayName: `Name of ${from}` },
    text: `text ${counter}`,
    visibility: "private",
    automatic: false,
    media: [],
    deliveryId: uuidV7(),
    ...rest,
  };
}

export function newMessageId(): MessageId {
  return uuidV7() as MessageId;
}
