import type { ConversationId, MessageView, ThreadEntry } from "@guichet/contract";
import { afterAll, beforeAll, expect, it, test } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { buildMessage, buildWorld, newMessageId, type World } from "./conversations.test-kit.ts";
import { sendMessage } from "./send-message.ts";
import { setStatus } from "./set-status.ts";
import { listOlderEntries, viewConversation } from "./view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

test.each<[string, number[]]>([
  ["one page and not one more", [50]],
  ["a page that ends with a conversation", [30, 49, 1]],
  ["a page that begins one entry into a conversation", [10, 1, 50]],
  ["pages full of audit lines", [25, 25, 25, 25, 1]],
  ["more than a page in each", [120, 70]],
  ["more conversations than a page has messages", Array.from({ length: 70 }, () => 1)],
  ["conversations whose messages are gone", [3, 0, 60, 0, 0, 2, 0]],
])("W56 older entries lead through the whole history, each once and in order: %s", async (name, sizes) => {
  const expected: string[] = [];
  for (const [n, size] of sizes.entries()) expected.push(...(await talk(name, `${n}`, size)));
  await talk(`${name}, somebody else`, "0", 4);
  const last = await lastOf(name);
  const pages: ThreadEntry[][] = [];
  let page: { entries: ThreadEntry[]; before: string | null } = await viewConversation(world.ctx(world.kai), last);
  for (;;) {
    pages.unshift(page.entries);
    if (page.before === null) break;
    page = await listOlderEntries(world.ctx(world.kai), last, page.before);
  }
  const entries = pages.flat();
  expect(entries.map((entry) => (entry.type === "message" ? entry.text : entry.action))).toEqual(expected);
  expect(new Set(entries.map((entry) => entry.id)).size).toBe(expected.length);
  for (const entriesOfPage of pages) expect(messagesOf(entriesOfPage).length).toBeLessThanOrEqual(50);
});

it("W56 an older page of a public conversation shows nothing of a private one", async () => {
  await world.receive(buildMessage(world, { from: "both", text: "for one's eyes" }));
  await world.receive(buildMessage(world, { from: "both", text: "for all", visibility: "public" }));
  const shown = await viewConversation(world.ctx(world.kai), await lastOf("both"));
  expect(messagesOf(shown.entries).map((message) => message.text)).toEqual(["for all"]);
});

it("W96 a message shows what hangs on it: files in their order, what it answers, and how its sending went", async () => {
  await world.receive(buildMessage(world, { from: "parts", text: "where is it?" }));
  const id = await lastOf("parts");
  const [question] = messagesOf((await viewConversation(world.ctx(world.kai), id)).entries);
  if (question === undefined) throw new Error("missing");
  await attach(question, "second.pdf", 2);
  await attach(question, "first.png", 1);
  const reply = newMessageId();
  const body = { id: reply, kind: "reply" as const, text: "on its way", attachmentIds: [], mentions: [] };
  const sent = await sendMessage(
    world.ctx(world.kai),
    id,
    { ...body, replyToId: question.id, afterwards: "stay" },
    "Kai Wong",
  );
  expect(sent.message.delivery).toMatchObject({ state: "queued", attempts: 0, canRetry: false });
  const { system } = world.database;
  await system.updateTable("outbox").set({ attempts: 3, state: "failed" }).where("message_id", "=", reply).execute();
  await system.updateTable("messages").set({ delivery_state: "failed" }).where("id", "=", reply).execute();

  const [first, second] = messagesOf((await viewConversation(world.ctx(world.kai), id)).entries);
  expect(first?.attachments).toEqual([
    expect.objectContaining({ name: "first.png", size: 5_000_000_000, contentId: null, inline: false }),
    expect.objectContaining({ name: "second.pdf", state: "stored", type: "image/png" }),
  ]);
  expect(first).toMatchObject({ replyTo: null, delivery: null });
  expect(second).toMatchObject({ replyTo: { id: question.id, excerpt: "where is it?" }, attachments: [] });
  expect(second?.delivery).toMatchObject({ state: "failed", attempts: 3, canRetry: true, canDiscard: true });

  await system.deleteFrom("outbox").where("message_id", "=", reply).execute();
  const [, gone] = messagesOf((await viewConversation(world.ctx(world.kai), id)).entries);
  expect(gone?.delivery).toMatchObject({ state: "failed", attempts: 0, canRetry: false, canDiscard: false });
});

/** A conversation of so many messages, resolved at its end; tells what the thread must show of it. */
async function talk(from: string, name: string, size: number): Promise<string[]> {
  const texts = Array.from({ length: size }, (_, n) => `${name}-${n}`);
  // Nothing is left of what an empty one began with.
  await world.receive(...(size === 0 ? ["gone"] : texts).map((text) => buildMessage(world, { from, text })));
  const id = await lastOf(from);
  if (size === 0) await world.database.system.deleteFrom("messages").where("conversation_id", "=", id).execute();
  await setStatus(world.ctx(world.kai), id, { status: "resolved" });
  return [...texts, "resolved"];
}

async function lastOf(from: string): Promise<ConversationId> {
  const last = await world.database.system
    .selectFrom("conversations as c")
    .innerJoin("identities as i", "i.id", "c.identity_id")
    .select("c.id")
    .where("i.external_id", "=", from)
    .orderBy("c.created_at", "desc")
    .orderBy("c.id", "desc")
    .executeTakeFirstOrThrow();
  return last.id;
}

async function attach(message: MessageView, name: string, position: number): Promise<void> {
  await world.database.system
    .insertInto("attachments")
    .values({
      organization_id: world.organizationId,
      id: uuidV7() as never,
      message_id: message.id,
      position,
      kind: "image",
      name,
      type: "image/png",
      size: "5000000000",
      state: "stored",
      created_at: new Date(),
    })
    .execute();
}

function messagesOf(entries: readonly ThreadEntry[]): MessageView[] {
  return entries.filter((entry) => entry.type === "message");
}
