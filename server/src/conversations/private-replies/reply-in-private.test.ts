import type { ConversationId, MessageId, MessageView } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildMessage, newMessageId } from "../conversations.test-kit.ts";
import { openConversation } from "../hold-conversation.ts";
import { sendMessage } from "../send-message.ts";
import { buildTimeWorld, HOUR, type TimeWorld } from "../time/time.test-kit.ts";
import { viewConversation } from "../view-conversation.ts";
import { replyInPrivate } from "./reply-in-private.ts";

let world: TimeWorld;
let people = 0;
let from = "";
const wrote = new Date("2026-03-27T09:00:00.000Z");
beforeAll(async () => {
  world = await buildTimeWorld();
});
afterAll(async () => await world?.close());
beforeEach(async () => {
  people += 1;
  from = `commenter-${people}`;
  world.clock.at = wrote;
  await setUp({ privateReplyDays: 7 });
});

const kai = () => world.ctx(world.kai);
const ana = () => world.ctx(world.ana);
const setUp = async (settings: { privateReplyDays?: number; replyWindowHours?: number }) =>
  await world.database.system
    .updateTable("channels")
    .set({ settings: JSON.stringify({ outboundUrl: "", ...settings }) })
    .where("id", "=", world.channelId)
    .execute();
const conversations = async () =>
  await world.database.system
    .selectFrom("conversations as c")
    .innerJoin("identities as i", "i.id", "c.identity_id")
    .select(["c.id", "c.visibility", "c.status"])
    .where("i.external_id", "=", from)
    .orderBy("c.created_at")
    .execute();
/** Somebody writes under a post. */
async function comment(text = "Where is my order?"): Promise<{ id: ConversationId; commentId: MessageId }> {
  const at = world.now().getTime();
  await world.receive(buildMessage(world, { from, text, visibility: "public", threadKey: "post-1", occurredAt: at }));
  const found = (await conversations()).find((one) => one.visibility === "public");
  if (found === undefined) throw new Error("no comment");
  return { id: found.id, commentId: (await messagesOf(found.id)).at(-1)?.id as MessageId };
}
const messagesOf = async (id: ConversationId): Promise<MessageView[]> =>
  (await viewConversation(kai(), id)).entries.filter((entry): entry is MessageView => entry.type === "message");
const reply = async (commentId: MessageId, id = newMessageId(), ctx = kai()) =>
  await replyInPrivate(ctx, commentId, { id, text: "It left today" }, "Kai Wong");

describe("W92 from public to private", () => {
  it("W92 the words go to a private conversation that is Pending and theirs; both say so and know one another", async () => {
    const { id, commentId } = await comment();
    const went = await reply(commentId);
    expect(went).toMatchObject({
      ...{ continued: false, commentConversation: { id, status: "new" } },
      conversation: { visibility: "private", status: "pending", assignee: { id: world.kai } },
      message: {
        text: "It left today",
        delivery: { state: "queued" },
        linked: { conversationId: id, messageId: commentId },
      },
      comment: { linked: { conversationId: went.conversation.id, messageId: went.message.id } },
    });
    expect((await world.auditOf(id)).map((line) => line.action)).toEqual(["answered_in_private"]);
    const lines = (await world.auditOf(went.conversation.id)).map((line) => line.action);
    expect(lines.slice(0, 2)).toEqual(["started", "answers_comment"]);
    expect(await messagesOf(id)).toHaveLength(1);
  });

  it("W92 goes on in the contact's open private conversation, and the contact's answer comes there", async () => {
    await world.write(from, "Hello");
    const [open] = await conversations();
    const { commentId } = await comment();
    const went = await reply(commentId);
    expect(went).toMatchObject({ continued: true, conversation: { id: open?.id } });
    await world.write(from, "Thank you");
    expect((await messagesOf(went.conversation.id)).map((one) => one.text)).toEqual([
      ...["Hello", "It left today", "Thank you"],
    ]);
    expect(await conversations()).toHaveLength(2);
  });

  it("W92 W94 a comment opens no reply window, and needs none for its private reply; a second message does", async () => {
    await setUp({ privateReplyDays: 7, replyWindowHours: 24 });
    const { commentId } = await comment();
    const { conversation } = await reply(commentId);
    const more = { id: newMessageId(), kind: "reply", text: "More", attachmentIds: [], replyToId: null, mentions: [] };
    await expect(
      sendMessage(kai(), conversation.id, { ...more, kind: "reply", afterwards: "stay" }, "Kai Wong"),
    ).rejects.toMatchObject({ code: "reply_window_closed", details: { endedAt: null } });
  });

  it("W92 I22 not where the channel does not say so, not to what is private, not for whoever may not reply", async () => {
    const { id, commentId } = await comment();
    await expect(reply(commentId, newMessageId(), world.ctx(world.viewer))).rejects.toMatchObject({
      code: "not_allowed",
    });
    await openConversation(ana(), id, true);
    await expect(reply(commentId)).rejects.toMatchObject({ code: "lock_required" });
    expect((await reply(commentId, newMessageId(), ana())).continued).toBe(false);
    await world.write(from, "In private");
    const inPrivate = (await conversations()).find((one) => one.visibility === "private");
    const said = (await messagesOf(inPrivate?.id as ConversationId)).at(-1);
    await expect(reply(said?.id as MessageId)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(reply(newMessageId())).rejects.toMatchObject({ code: "not_found" });
    await setUp({});
    from = `${from}-b`;
    await expect(reply((await comment()).commentId)).rejects.toMatchObject({ code: "invalid_input" });
    expect((await conversations()).map((one) => one.visibility)).toEqual(["public"]);
  });
});

describe("W93 one private reply for a comment, within the days", () => {
  it("W93 up to the end of the days and not from it on; nothing of it is stored", async () => {
    const { commentId } = await comment();
    world.clock.pass(7 * 24 * HOUR);
    await expect(reply(commentId)).rejects.toMatchObject({
      code: "private_reply_over",
      details: { endedAt: new Date(wrote.getTime() + 7 * 24 * HOUR).toISOString() },
    });
    expect(await conversations()).toHaveLength(1);
    world.clock.pass(-1);
    expect((await reply(commentId)).message.text).toBe("It left today");
  });

  it("W93 once for a comment; the next comment has its own; a repeat is the same message (I11)", async () => {
    const { commentId } = await comment();
    const id = newMessageId();
    const one = await reply(commentId, id);
    expect(await reply(commentId, id)).toEqual(one);
    await expect(reply(commentId)).rejects.toMatchObject({ code: "private_reply_used" });
    const next = await comment("And the invoice?");
    await expect(reply(next.commentId, id)).rejects.toMatchObject({ code: "already_exists" });
    expect(await reply(next.commentId)).toMatchObject({ continued: true, conversation: { id: one.conversation.id } });
  });

  it("W93 I7 of two at the same instant one wins, and the other is told", async () => {
    for (let round = 0; round < 5; round += 1) {
      people += 1;
      from = `commenter-${people}`;
      const { commentId } = await comment();
      const ends = await Promise.allSettled([reply(commentId), reply(commentId, newMessageId(), ana())]);
      expect(ends.map((end) => end.status).sort()).toEqual(["fulfilled", "rejected"]);
      const lost = ends.find((end) => end.status === "rejected");
      expect(lost?.reason).toMatchObject({ code: "private_reply_used" });
      const [, inPrivate, ...others] = await conversations();
      expect(others).toEqual([]);
      expect(await messagesOf(inPrivate?.id as ConversationId)).toHaveLength(1);
    }
  });
});
