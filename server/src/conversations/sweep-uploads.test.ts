import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConversationId, sendMessageBody } from "@guichet/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFileStore, createFileSweep, type FileStore } from "../files/index.ts";
import { uploadAttachment } from "./attachment.ts";
import { buildMessage, buildWorld, newMessageId, type World } from "./conversations.test-kit.ts";
import { putDraft } from "./drafts.sql.ts";
import { findAttachedFiles } from "./kept-files.sql.ts";
import { sendMessage } from "./send-message.ts";
import { sweepUploads } from "./sweep-uploads.ts";

const dayMs = 86_400_000;
let world: World;
let root: string;
let files: FileStore;
beforeAll(async () => {
  world = await buildWorld();
  root = await mkdtemp(join(tmpdir(), "guichet-uploads-"));
  files = createFileStore({ root });
});
afterAll(async () => {
  await world.close();
  await rm(root, { recursive: true, force: true });
});

async function conversation() {
  await world.receive(buildMessage(world, { from: newMessageId() }));
  const rows = world.database.system
    .selectFrom("conversations")
    .select("id")
    .orderBy("created_at", "desc")
    .orderBy("id", "desc");
  return (await rows.executeTakeFirstOrThrow()).id;
}
const upload = () => uploadAttachment(world.ctx(world.kai), files, "note.txt", Buffer.from("a note"));
const inDays = (days: number) => () => new Date(Date.now() + days * dayMs);
const sweep = (days: number, over: Partial<FileStore> = {}) =>
  sweepUploads({ database: world.database, files: { ...files, ...over }, now: inDays(days) });
const reply = (attachmentId: string) =>
  sendMessageBody.parse({ id: newMessageId(), kind: "reply", text: "here", attachmentIds: [attachmentId] });

async function keptIds(): Promise<string[]> {
  return (await world.database.system.selectFrom("attachments").select("id").execute()).map(({ id }) => id);
}
async function fileCount(): Promise<number> {
  let count = 0;
  for await (const _ of files.list()) count += 1;
  return count;
}

test("I28 what an agent uploaded and did not send goes after seven days, with its bytes; what was sent stays", async () => {
  const [left, sent, drafted] = [await upload(), await upload(), await upload()];
  const id = await conversation();
  await sendMessage(world.ctx(world.kai), id, reply(sent.id), "Kai Wong");
  const later = { ...world.ctx(world.kai), now: inDays(6) };
  await putDraft(later, id, { kind: "reply", text: "…", replyToId: null, attachmentIds: [drafted.id] });
  expect(await sweep(6.9)).toBe(0);
  expect(await sweep(7.1)).toBe(1);
  expect(await keptIds()).not.toContain(left.id);
  expect(await keptIds()).toEqual(expect.arrayContaining([sent.id, drafted.id]));
  expect(await fileCount()).toBe(2);
  expect(await sweep(13.1)).toBe(1);
  expect(await keptIds()).toEqual([sent.id]);
});

test("I28 a send that has just taken its file keeps it, although its transaction is still open", async () => {
  const attachment = await upload();
  const id = await conversation();
  const sending = world.database.of(world.organizationId).transaction();
  await sending.execute(async (trx) => {
    await trx
      .updateTable("attachments")
      .set({ message_id: newMessageId(), uploaded_by: null })
      .where("organization_id", "=", world.organizationId)
      .where("id", "=", attachment.id)
      .execute();
    expect(await sweep(30)).toBe(0);
  });
  expect(await keptIds()).toContain(attachment.id);
  const late = await upload();
  expect(await sweep(30)).toBe(1);
  await expect(sendMessage(world.ctx(world.kai), id, reply(late.id), "Kai Wong")).rejects.toMatchObject({
    code: "attachment_not_accepted",
  });
});

test("I28 sends and sweeps at once: a message never names a file that is gone", async () => {
  const uploads = await Promise.all(Array.from({ length: 12 }, upload));
  const conversations: ConversationId[] = [];
  for (const _ of uploads) conversations.push(await conversation());
  const sends = uploads.map(({ id }, n) => {
    const to = conversations[n];
    if (to === undefined) throw new Error("no conversation");
    return sendMessage(world.ctx(world.kai), to, reply(id), "Kai Wong").then(
      () => true,
      () => false,
    );
  });
  const [swept, ...sent] = await Promise.all([sweep(30), ...sends]);
  await sweep(30);
  const rows = await world.database.system
    .selectFrom("attachments")
    .select("file")
    .where(
      "id",
      "in",
      uploads.map(({ id }) => id),
    )
    .execute();
  expect(rows.length).toBe(sent.filter((ok) => ok === true).length);
  expect(swept).toBeLessThanOrEqual(12);
  for (const { file } of rows) {
    const opened = await files.open(file ?? "");
    expect(opened).toBeDefined();
    opened?.stream.destroy();
  }
});

test("I28 a sweep that ends between rows and bytes leaves nothing for good", async () => {
  const before = await fileCount();
  await upload();
  await upload();
  const remove = () => Promise.reject(new Error("killed"));
  await expect(sweep(30, { remove })).rejects.toThrow("killed");
  expect(await fileCount()).toBe(before + 2);
  const { system } = world.database;
  const sweepFiles = createFileSweep({
    ...{ files, now: inDays(2), foundedAt: async () => new Date(0) },
    named: [(keys) => findAttachedFiles(system, keys)],
  });
  for (let round = 0; round < 16; round += 1) await sweepFiles();
  expect(await fileCount()).toBe(before);
});
