import type { ConversationId, SendMessageBody } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { conversationOf } from "../conversations.look.test-kit.ts";
import { buildMessage, newMessageId } from "../conversations.test-kit.ts";
import { moveScheduled, scheduleReply } from "../scheduling/schedule-reply.ts";
import { buildScheduleWorld, type ScheduleWorld } from "../scheduling/scheduling.test-kit.ts";
import { sendMessage } from "../send-message.ts";
import { setStatus } from "../set-status.ts";
import { startConversation } from "../starting/start-conversation.ts";
import { HOUR, MINUTE } from "../time/time.test-kit.ts";

let kit: ScheduleWorld;
let world: ScheduleWorld["world"];
const wrote = new Date("2026-03-27T09:00:00.000Z");
beforeAll(async () => {
  kit = await buildScheduleWorld();
  world = kit.world;
});
afterAll(async () => await world?.close());
beforeEach(async () => {
  world.clock.at = wrote;
  await setWindow(24);
});

const setWindow = async (replyWindowHours: number | undefined) =>
  await world.database.system
    .updateTable("channels")
    .set({ settings: JSON.stringify({ outboundUrl: "", replyWindowHours }) })
    .where("id", "=", world.channelId)
    .execute();
const bodyOf = (more: Partial<SendMessageBody> = {}): SendMessageBody => ({
  ...{ id: newMessageId(), kind: "reply", text: "Here it is", attachmentIds: [], replyToId: null, mentions: [] },
  ...{ afterwards: "stay", ...more },
});
const send = async (id: ConversationId, more: Partial<SendMessageBody> = {}) =>
  await sendMessage(kit.kai(), id, bodyOf(more), "Kai Wong");
const closed = {
  code: "reply_window_closed",
  details: { endedAt: new Date(wrote.getTime() + 24 * HOUR).toISOString() },
};
const start = async (address: string) =>
  await startConversation(
    kit.kai(),
    {
      ...{ channelId: world.channelId, address, name: "", subject: "" },
      message: { id: newMessageId(), text: "Your order is ready", attachmentIds: [] },
    },
    "Kai Wong",
  );

describe("W94 the time for replies", () => {
  it("W94 a reply is taken up to its end and refused from it on, whoever sends it; nothing of it is stored", async () => {
    const { id } = await world.start();
    world.clock.pass(24 * HOUR - 1);
    await send(id);
    world.clock.pass(1);
    await expect(send(id)).rejects.toMatchObject(closed);
    expect(await kit.outbound(id)).toHaveLength(1);
  });

  it("W94 an internal comment may be written at any time", async () => {
    const { id } = await world.start();
    world.clock.pass(30 * HOUR);
    expect((await send(id, { kind: "comment" })).message.kind).toBe("comment");
  });

  it("W94 the contact's next message opens it again; an agent's reply does not", async () => {
    const { id, from } = await world.start();
    world.clock.pass(20 * HOUR);
    await send(id);
    world.clock.pass(5 * HOUR);
    await expect(send(id)).rejects.toMatchObject(closed);
    await world.write(from, "Are you there?");
    expect((await world.rowOf(id)).lastInboundAt).toBe(world.now().toISOString());
    await send(id);
    expect(await kit.outbound(id)).toHaveLength(2);
  });

  it("W94 I11 the repeat of a reply that was taken is answered after the end", async () => {
    const { id } = await world.start();
    const body = bodyOf();
    await sendMessage(kit.kai(), id, body, "Kai Wong");
    world.clock.pass(30 * HOUR);
    expect(await sendMessage(kit.kai(), id, body, "Kai Wong")).toMatchObject({ repeated: true });
  });

  it("W94 a reply that is held back to be undone must leave in time", async () => {
    const { id } = await world.start();
    world.clock.pass(24 * HOUR - 5000);
    await expect(send(id, { holdSeconds: 5 })).rejects.toMatchObject(closed);
    await send(id, { holdSeconds: 4 });
  });

  it("W94 a reply for later is refused for a moment after the end, and cannot be moved there", async () => {
    const { id } = await world.start();
    const late = kit.bodyOf("Later", { at: kit.inMinutes(24 * 60) });
    await expect(scheduleReply(kit.kai(), id, late, "Kai Wong")).rejects.toMatchObject(closed);
    const { messageId, body } = await kit.scheduled();
    await expect(moveScheduled(kit.kai(), messageId, late.at)).rejects.toMatchObject(closed);
    await moveScheduled(kit.kai(), messageId, kit.inMinutes(23 * 60));
    expect(body.at).not.toBe(late.at);
  });

  it("W94 a reply for later that fell due while the product was down is stopped with its cause and its words", async () => {
    const { id } = await kit.scheduled("See you");
    world.clock.pass(30 * HOUR);
    await kit.due();
    expect(await kit.outbound(id)).toEqual([]);
    expect((await kit.view(id)).scheduled).toMatchObject([
      { text: "See you", state: "stopped", stopped: { cause: "refused", code: "reply_window_closed" } },
    ]);
  });

  it("W94 W100 nobody writes first to a contact who never wrote; who wrote in time can be written to after Resolved", async () => {
    await expect(start("stranger")).rejects.toMatchObject({ code: "reply_window_closed", details: { endedAt: null } });
    const made = await world.database.system
      .selectFrom("identities")
      .select("id")
      .where("external_id", "=", "stranger")
      .execute();
    expect(made).toEqual([]);
    const { id, from } = await world.start();
    await setStatus(kit.kai(), id, { status: "resolved" });
    world.clock.pass(60 * MINUTE);
    const again = await start(from);
    expect(again.conversation.id).not.toBe(id);
    expect(again.conversation.lastInboundAt).toBe(wrote.toISOString());
    world.clock.pass(24 * HOUR);
    await expect(start(from)).rejects.toMatchObject(closed);
  });

  it("W94 has no end on a channel without one, and none for what everybody reads", async () => {
    const { id } = await world.start();
    await world.receive(
      buildMessage(world, { from: "public-1", visibility: "public", threadKey: "p", occurredAt: wrote.getTime() }),
    );
    const comment = await conversationOf(world, "public-1");
    world.clock.pass(1000 * HOUR);
    await send(comment);
    await setWindow(undefined);
    await send(id);
  });
});
