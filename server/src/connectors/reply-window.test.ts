import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConversationId, MessageId, TemplateUse } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { buildMessage, buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { sendSystemMessage } from "../conversations/index.ts";
import { sendMessage } from "../conversations/send-message.ts";
import { createFileStore } from "../files/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { createOutbound, type Outbound } from "../outbound/index.ts";
import { createApiConnector } from "./api/connector.ts";
import type { Connector } from "./connector.ts";
import { startDeliverer } from "./deliver-message.ts";
import { loadOutbound } from "./load-outbound.ts";

const HOUR = 3_600_000;
let world: World;
let outbound: Outbound;
let folder: string;
let deliverer: ReturnType<typeof startDeliverer>;
const sent: string[] = [];
const templates: TemplateUse[] = [];
const api = createApiConnector();
const connector: Connector = {
  ...api,
  splitSecrets: (settings) => ({ settings, secrets: {} }),
  externalId: (_settings, channelId) => channelId,
  address: () => "",
  parse: () => ({ items: [], problems: [] }),
  send: async (message) => {
    sent.push(message.clientRef);
    if (message.template !== undefined) templates.push(message.template);
    return { ok: true, externalId: message.clientRef, final: false };
  },
  fetchMedia: () => Promise.reject(new Error("nothing to fetch")),
  health: () => Promise.resolve({ state: "ok", checks: [] }),
};

beforeAll(async () => {
  world = await buildWorld();
  outbound = createOutbound({ allowPrivateHosts: [] });
  folder = await mkdtemp(join(tmpdir(), "guichet-window-"));
  const files = createFileStore({ root: folder });
  const { database, now, organizationId, endpointId, channelId } = world;
  const deps = {
    database,
    now,
    outbound,
    secretBox: {} as never,
    publicUrl: "https://guichet.example",
    log: world.ctx(world.kai).log,
  };
  deliverer = startDeliverer({
    ...deps,
    connectors: new Map([["api", connector]]),
    channel: async () => ({
      ...{ id: channelId, organizationId, endpointId, platform: "api", externalId: channelId, name: "Shop" },
      ...{ settings: { outboundUrl: "", replyWindowHours: 24, privateReplyDays: 7 }, secrets: {} },
    }),
    loadOutbound: (claim) => loadOutbound({ ...deps, files, linkKey: new Uint8Array(32) }, claim),
    wake: () => undefined,
  });
});
afterAll(async () => {
  await deliverer?.stop();
  await outbound?.close();
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

async function write(from: string, hoursAgo: number, more: object = {}): Promise<ConversationId> {
  await world.receive(buildMessage(world, { from, occurredAt: Date.now() - hoursAgo * HOUR, ...more }));
  const found = await sql<{ id: ConversationId }>`
    select c.id from conversations c join identities i on i.id = c.identity_id where i.external_id = ${from}`.execute(
    world.database.system,
  );
  const [row] = found.rows;
  if (row === undefined) throw new Error("nobody wrote");
  return row.id;
}
/** A message to a contact who wrote a comment alone, so long ago, as its private reply. */
async function answerComment(from: string, hoursAgo: number): Promise<MessageId> {
  const comments = await write(from, hoursAgo, { visibility: "public", threadKey: "post-1" });
  const { system } = world.database;
  const comment = await system
    .selectFrom("messages")
    .select("id")
    .where("conversation_id", "=", comments)
    .executeTakeFirstOrThrow();
  const id = await send(await write(`${from}-private`, 99));
  await system.updateTable("messages").set({ linked_id: comment.id }).where("id", "=", id).execute();
  return id;
}
const send = async (id: ConversationId): Promise<MessageId> =>
  await sendSystemMessage(world.ctx(world.kai), id, "Here it is", false);
const stateOf = async (id: MessageId) =>
  await world.database.system
    .selectFrom("messages")
    .select(["delivery_state", "delivery_error", "text"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();

it("W93 a private reply leaves within the days of its comment, whatever the reply window; later it is not posted", async () => {
  const inTime = await answerComment("comment-in-time", 7 * 24 - 1);
  const tooLate = await answerComment("comment-too-late", 7 * 24 + 1);
  deliverer.nudge();
  await vi.waitFor(async () => expect((await stateOf(tooLate)).delivery_state).toBe("failed"), 30_000);
  await vi.waitFor(() => expect(sent.splice(0)).toEqual([inTime]), 30_000);
  expect(await stateOf(tooLate)).toMatchObject({ text: "Here it is", delivery_error: { kind: "window_closed" } });
});

it("W95 a template leaves after the time for replies is over, once, as the template that it is", async () => {
  const id = await write("template", 25);
  await world.database.system
    .insertInto("message_templates")
    .values({
      ...{ organization_id: world.organizationId, channel_id: world.channelId, name: "ready", language: "en" },
      ...{ category: "utility", status: "approved", body: "Order {{1}} is ready", prefill: "{}", position: 0 },
    })
    .execute();
  const template = { name: "ready", language: "en", parameters: { "1": "77" } };
  const messageId = uuidV7() as MessageId;
  const body = {
    ...{ id: messageId, kind: "reply" as const, text: "Order 77 is ready", attachmentIds: [], replyToId: null },
    ...{ mentions: [], afterwards: "stay" as const, template },
  };
  await Promise.all([1, 2].map(async () => await sendMessage(world.ctx(world.kai), id, body, "Kai Wong")));
  deliverer.nudge();
  await vi.waitFor(async () => expect((await stateOf(messageId)).delivery_state).toBe("sent"), 10_000);
  deliverer.nudge();
  expect(sent.splice(0)).toEqual([messageId]);
  expect(templates.splice(0)).toEqual([template]);
});

it("W94 what waited until the time for replies was over is not posted, and says why with its words kept", async () => {
  const inTime = await send(await write("in-time", 23));
  const tooLate = await send(await write("too-late", 25));
  const again = await write("again", 25);
  await write("again", 0);
  const reopened = await send(again);
  deliverer.nudge();
  await vi.waitFor(async () => expect((await stateOf(tooLate)).delivery_state).toBe("failed"), 30_000);
  await vi.waitFor(() => expect(sent).toHaveLength(2), 30_000);
  expect(await stateOf(tooLate)).toMatchObject({ text: "Here it is", delivery_error: { kind: "window_closed" } });
  expect(new Set(sent)).toEqual(new Set([inTime, reopened]));
});
