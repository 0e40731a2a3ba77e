import type { ConversationId } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { conversationOf } from "./conversations.look.test-kit.ts";
import { buildMessage, buildWorld, newMessageId, type World } from "./conversations.test-kit.ts";
import { claimSends } from "./outbox.sql.ts";
import { recordNews } from "./record-news.ts";
import { sendMessage } from "./send-message.ts";
import { recordSend } from "./sending/record-send.ts";
import { settleStuckMessage } from "./stuck-message.ts";
import { viewConversation } from "./view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

type Address = Parameters<typeof recordNews>[3];
const kai = () => world.ctx(world.kai);
const now = () => new Date();

const tellDeleted = async (address: Address) =>
  await world.database.withClient(world.organizationId, (client) =>
    recordNews(client, world.organizationId, world.channelId, address, { kind: "deleted", at: Date.now() }, now()),
  );

async function linesIn(id: ConversationId) {
  const { entries, conversation } = await viewConversation(kai(), id);
  const seqs = entries.map((entry) => entry.seq);
  expect(new Set(seqs).size).toBe(seqs.length);
  expect(conversation.lastSeq).toBe(Math.max(...seqs));
  return entries.flatMap((entry) => (entry.type === "audit" ? [entry] : []));
}

async function sendOne(id: ConversationId) {
  const sent = await sendMessage(
    kai(),
    id,
    {
      ...{ id: newMessageId(), kind: "reply" as const, text: "our words", attachmentIds: [], replyToId: null },
      ...{ mentions: [], afterwards: "stay" as const },
    },
    "Kai Wong",
  );
  const [claim] = await claimSends(world.database, [], 1);
  if (claim === undefined) throw new Error("nothing to send");
  expect(claim.message_id).toBe(sent.message.id);
  return claim;
}

describe("what is deleted on the network", () => {
  it("W169 I19 the contact deletes a message: its place stays, marked, and a line tells it once", async () => {
    const externalId = uuidV7();
    await world.receive(buildMessage(world, { from: "regrets", externalId, text: "a secret" }));
    const id = await conversationOf(world, "regrets");
    const before = Date.now();
    for (let time = 0; time < 2; time += 1) await tellDeleted({ externalIds: [externalId] });
    const { entries, conversation } = await viewConversation(kai(), id);
    expect(entries[0]).toMatchObject({ type: "message", text: "", deleted: true });
    expect(conversation.lastMessage?.text).toBe("");
    const lines = await linesIn(id);
    expect(lines).toMatchObject([{ action: "message_deleted", actor: { type: "contact" } }]);
    expect(new Date(lines[0]?.at ?? 0).getTime()).toBeGreaterThanOrEqual(before - 1);
  });

  it("W169 I10 the deletion comes before the message: the line stands behind it all the same", async () => {
    const externalId = uuidV7();
    await tellDeleted({ externalIds: [externalId] });
    await world.receive(buildMessage(world, { from: "early", externalId, text: "never to be read" }));
    const id = await conversationOf(world, "early");
    expect((await linesIn(id)).map((line) => line.action)).toEqual(["message_deleted"]);
    await world.receive(buildMessage(world, { from: "early" }));
    expect((await viewConversation(kai(), id)).entries.map((entry) => entry.type)).toEqual([
      "message",
      "audit",
      "message",
    ]);
  });

  it("W169 what we sent is deleted there: nobody's name, and the thread says where", async () => {
    await world.receive(buildMessage(world, { from: "ours" }));
    const id = await conversationOf(world, "ours");
    const claim = await sendOne(id);
    const externalId = uuidV7();
    await recordSend({ database: world.database, now }, claim, { outcome: "sent", externalId });
    await tellDeleted({ externalIds: [externalId] });
    const lines = (await linesIn(id)).filter((line) => line.action.endsWith("_deleted"));
    expect(lines).toMatchObject([{ action: "reply_deleted", actor: { type: "system" } }]);
  });

  it("W169 an edit is no line", async () => {
    const externalId = uuidV7();
    await world.receive(buildMessage(world, { from: "edits", externalId, text: "befor" }));
    const id = await conversationOf(world, "edits");
    await world.database.withClient(world.organizationId, (client) =>
      recordNews(
        client,
        ...([world.organizationId, world.channelId, { externalIds: [externalId] }] as const),
        { kind: "edited", text: "before", at: Date.now() },
        now(),
      ),
    );
    expect(await linesIn(id)).toEqual([]);
  });

  it("W96 W169 a message that did not go out is tried again, and given up: a line each, by whom", async () => {
    await world.receive(buildMessage(world, { from: "stuck" }));
    const id = await conversationOf(world, "stuck");
    const error = { kind: "permission" as const, code: "403", message: "no" };
    const claim = await sendOne(id);
    await recordSend({ database: world.database, now }, claim, { outcome: "failed", error });
    await settleStuckMessage(kai(), claim.message_id, "retry");
    const [again] = await claimSends(world.database, [], 1);
    if (again === undefined) throw new Error("nothing to send");
    await recordSend({ database: world.database, now }, again, { outcome: "failed", error });
    await settleStuckMessage(kai(), claim.message_id, "discard");
    const lines = (await linesIn(id)).filter((line) => line.action.startsWith("message_"));
    expect(lines).toMatchObject([
      { action: "message_retried", actor: { id: world.kai, name: "Kai Wong" } },
      { action: "message_discarded", actor: { id: world.kai, name: "Kai Wong" } },
    ]);
  });
});
