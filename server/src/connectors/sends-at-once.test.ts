import type { ConversationId, MessageId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { buildMessage, buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { sendSystemMessage } from "../conversations/index.ts";
import { createOutbound, type Outbound } from "../outbound/index.ts";
import { createApiConnector } from "./api/connector.ts";
import type { Connector, SendResult } from "./connector.ts";
import { buildOutboundMessage } from "./connector-bench/build-outbound-message.ts";
import { startDeliverer } from "./deliver-message.ts";

const MESSAGES = 40;
let world: World;
let outbound: Outbound;
let deliverer: ReturnType<typeof startDeliverer>;
const asked: string[] = [];
/** Opened once: before, nothing is read of a message that was claimed; nobody answers until the second one opens. */
const mayRead = Promise.withResolvers<void>();
const mayAnswer = Promise.withResolvers<void>();

const connector: Connector = {
  ...createApiConnector(),
  platform: "whatsapp",
  splitSecrets: (settings) => ({ settings, secrets: {} }),
  externalId: (_settings, channelId) => channelId,
  address: () => "",
  parse: () => ({ items: [], problems: [] }),
  send: async ({ clientRef }): Promise<SendResult> => {
    asked.push(clientRef);
    await mayAnswer.promise;
    return { ok: true, externalId: `wamid.${clientRef}` };
  },
  fetchMedia: () => Promise.reject(new Error("nothing to fetch")),
  health: () => Promise.resolve({ state: "ok", checks: [] }),
};

beforeAll(async () => {
  world = await buildWorld();
  outbound = createOutbound({ allowPrivateHosts: [] });
  const { database, now, organizationId, endpointId, channelId } = world;
  await database.system.updateTable("channels").set({ platform: "whatsapp" }).where("id", "=", channelId).execute();
  for (let n = 0; n < MESSAGES; n += 1) await answer(`person-${n}`);
  deliverer = startDeliverer({
    ...{ database, now, outbound, secretBox: {} as never, publicUrl: "https://guichet.example" },
    log: world.ctx(world.kai).log,
    connectors: new Map([["whatsapp", connector]]),
    channel: async () => ({
      ...{ id: channelId, organizationId, endpointId, platform: "whatsapp", externalId: channelId, name: "Shop" },
      ...{ settings: {}, secrets: {} },
    }),
    loadOutbound: async (claim) => {
      await mayRead.promise;
      return buildOutboundMessage({ clientRef: claim.message_id, lastWroteAt: now().getTime() });
    },
    wake: () => undefined,
  });
});
afterAll(async () => {
  await deliverer?.stop();
  await outbound?.close();
  await world?.close();
});

async function answer(from: string): Promise<MessageId> {
  await world.receive(buildMessage(world, { from }));
  const found = await sql<{ id: ConversationId }>`
    select c.id from conversations c join identities i on i.id = c.identity_id where i.external_id = ${from}`.execute(
    world.database.system,
  );
  return await sendSystemMessage(
    world.ctx(world.kai),
    found.rows[0]?.id ?? ("" as ConversationId),
    "Here it is",
    false,
  );
}

async function countOnTheirWay(): Promise<number> {
  const rows = await world.database.system
    .selectFrom("outbox")
    .select("message_id")
    .where("state", "=", "sending")
    .execute();
  return rows.length;
}

it("I6 what is claimed before the platform is asked stays little: of that a process that dies leaves nobody knowing", async () => {
  deliverer.nudge();
  await vi.waitFor(async () => expect(await countOnTheirWay()).toBeGreaterThan(0), 30_000);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(await countOnTheirWay()).toBeLessThanOrEqual(16);
  expect(asked).toEqual([]);
});

it("I9 a platform that takes many at once is asked for the next ones while it answers none", async () => {
  mayRead.resolve();
  await vi.waitFor(() => expect(asked).toHaveLength(MESSAGES), 30_000);
  mayAnswer.resolve();
  await vi.waitFor(async () => expect(await countOnTheirWay()).toBe(0), 30_000);
  expect(new Set(asked).size).toBe(MESSAGES);
});
