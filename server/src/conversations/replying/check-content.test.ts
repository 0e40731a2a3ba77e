import { type AttachmentId, type ConversationId, PLATFORMS, type SendMessageBody } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { insertUploaded } from "../attachments.sql.ts";
import { conversationOf } from "../conversations.look.test-kit.ts";
import { buildMessage, buildWorld, newMessageId, type World } from "../conversations.test-kit.ts";
import { sendMessage } from "../send-message.ts";
import { withdrawMessage } from "../undo/withdraw-message.ts";

let world: World;
let id: ConversationId;
let people = 0;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());
beforeEach(async () => {
  people += 1;
  await world.receive(buildMessage(world, { from: `reply-${people}` }));
  id = await conversationOf(world, `reply-${people}`);
  await setUser({ short_code: "KW" });
  await setChannel({ short_code: true, platform: "api" });
});

const setUser = async (set: { short_code: string | null }) =>
  await world.database.system.updateTable("users").set(set).where("id", "=", world.kai).execute();
const setChannel = async (set: { short_code?: boolean; platform?: "api" | "loopback" | "email" }) =>
  await world.database.system.updateTable("channels").set(set).where("id", "=", world.channelId).execute();

const bodyOf = (text: string, more: Partial<SendMessageBody> = {}): SendMessageBody => ({
  ...{ id: newMessageId(), kind: "reply", text, attachmentIds: [], replyToId: null, mentions: [], afterwards: "stay" },
  ...more,
});
const send = async (text: string, more: Partial<SendMessageBody> = {}) =>
  (await sendMessage(world.ctx(world.kai), id, bodyOf(text, more), "Kai Wong")).message;

async function upload(size: number, type = "image/png", whose = world.kai): Promise<AttachmentId> {
  const file = await insertUploaded(world.ctx(whose), {
    ...{ id: uuidV7() as AttachmentId, uploaded_by: `user:${whose}`, name: "a.png", type, inline: true },
    ...{ size: String(size), file: uuidV7(), kind: "image" as const },
  });
  return file.id;
}

describe("W28 the short code", () => {
  it("W28 stands at the end of a reply as it is stored and sent, and in the queue's row", async () => {
    const message = await send("Hello");
    expect(message).toMatchObject({ text: "Hello ^KW", shortCode: " ^KW" });
    const row = await world.database.system
      .selectFrom("conversations")
      .select("last_message")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(row.last_message?.text).toBe("Hello ^KW");
  });

  it("W28 does not stand behind comments, where the channel does not want it, nor where somebody has none", async () => {
    expect(await send("For us", { kind: "comment" })).toMatchObject({ text: "For us", shortCode: null });
    await setChannel({ short_code: false });
    expect(await send("Plain")).toMatchObject({ text: "Plain", shortCode: null });
    await setChannel({ short_code: true });
    await setUser({ short_code: null });
    expect(await send("Nameless")).toMatchObject({ text: "Nameless", shortCode: null });
  });

  it("W28 counts towards the length", async () => {
    const { max } = PLATFORMS.api.text;
    expect((await send("a".repeat(max - 4))).text).toHaveLength(max);
    await expect(send("a".repeat(max - 3))).rejects.toMatchObject({
      ...{ code: "text_too_long", details: { length: max + 1, max } },
      fields: [{ path: "text", problem: "too long" }],
    });
  });

  it("W28 W97 is not in the reply box when the reply was taken back", async () => {
    const { id: messageId } = await send("Wait", { holdSeconds: 10 });
    const { draft } = await withdrawMessage(world.ctx(world.kai), messageId);
    expect(draft?.text).toBe("Wait");
  });

  it("W28 a repeat of the same id has it once, whatever the profile says by then", async () => {
    const body = bodyOf("Once");
    const ctx = world.ctx(world.kai);
    await sendMessage(ctx, id, body, "Kai Wong");
    await setUser({ short_code: "NEW" });
    expect((await sendMessage(ctx, id, body, "Kai Wong")).message.text).toBe("Once ^KW");
  });
});

describe("W91 files against the platform's limits, whatever the browser has checked", () => {
  const refused = (problem: string, path: string) => ({
    ...{ code: "attachment_not_accepted", fields: [{ path, problem }] },
  });

  it("W91 refuses the file that breaks a limit, by its place and with the limit", async () => {
    const { perMessage, maxBytes } = PLATFORMS.api.attachments;
    const many = await Promise.all(Array.from({ length: perMessage + 1 }, () => upload(10)));
    await expect(send("", { attachmentIds: many })).rejects.toMatchObject({
      ...refused("too_many", `attachmentIds.${perMessage}`),
      details: { max: perMessage, name: "a.png" },
    });
    const large = [await upload(10), await upload(maxBytes + 1)];
    await expect(send("", { attachmentIds: large })).rejects.toMatchObject(refused("too_large", "attachmentIds.1"));
    // Nothing was taken: the same files go with a message that may have them.
    expect((await send("", { attachmentIds: many.slice(1) })).attachments).toHaveLength(perMessage);
  });

  it("W91 a platform without files takes them in comments alone", async () => {
    await setChannel({ platform: "loopback" });
    const file = await upload(10);
    await expect(send("x", { attachmentIds: [file] })).rejects.toMatchObject(
      refused("none_allowed", "attachmentIds.0"),
    );
    expect((await send("x", { kind: "comment", attachmentIds: [file] })).attachments).toHaveLength(1);
  });

  it("W91 the files of a mail are measured together", async () => {
    await setChannel({ platform: "email" });
    const files = [await upload(14 * 1024 * 1024), await upload(14 * 1024 * 1024)];
    await expect(send("x", { attachmentIds: files })).rejects.toMatchObject(
      refused("too_large_together", "attachmentIds.1"),
    );
  });

  it("W91 a colleague's upload is not there, nor one named twice", async () => {
    const own = await upload(10);
    for (const attachmentIds of [[await upload(10, "image/png", world.ana)], [own, own]])
      await expect(send("x", { attachmentIds })).rejects.toMatchObject(refused("not there", "attachmentIds"));
  });
});
