import type { ConversationId, MessageId, SendMessageBody } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { conversationsListener } from "../conversations/conversations.listeners.ts";
import { conversationOf } from "../conversations/conversations.look.test-kit.ts";
import { newMessageId } from "../conversations/conversations.test-kit.ts";
import { sendMessage } from "../conversations/send-message.ts";
import { withdrawMessage } from "../conversations/undo/withdraw-message.ts";
import { buildProactiveWorld, type ProactiveWorld } from "./proactive.test-kit.ts";

let world: ProactiveWorld;
let number = "";
let people = 0;
beforeAll(async () => {
  world = await buildProactiveWorld();
});
afterAll(async () => await world?.close());
beforeEach(() => {
  people += 1;
  number = `+33612000${String(people).padStart(3, "0")}`;
});

const reply = async (id: ConversationId, holdSeconds: number): Promise<MessageId> => {
  const body: SendMessageBody = {
    ...{ id: newMessageId(), kind: "reply", text: "answer", afterwards: "pending", holdSeconds },
    ...{ attachmentIds: [], replyToId: null, mentions: [] },
  };
  await sendMessage(world.ctx(world.kai), id, body, "Kai Wong");
  return body.id;
};
const asked = async (): Promise<ConversationId> => {
  await world.write(number, "Where is my lamp?");
  return await conversationOf(world, number);
};
/** The network gives it up, and the core hears of it. */
async function fail(messageId: MessageId): Promise<void> {
  const error = { kind: "recipient_unavailable", code: "30003", message: "Switched off" } as const;
  await world.endSend(messageId, { outcome: "failed", error });
  const { data } = await world.database.system
    .selectFrom("event_inbox")
    .select("data")
    .where("type", "=", "message.delivery_changed")
    .where(sql<boolean>`data ->> 'messageId' = ${messageId}`)
    .executeTakeFirstOrThrow();
  const ctx = { ...world.ctxOf(), actor: { type: "system", name: "test" } };
  await conversationsListener.handle({ type: "message.delivery_changed", data } as never, ctx as never);
}

describe("R168 a program's message between a reply and what becomes of it", () => {
  it("R168 W97 the reply is taken back: the contact waits again, as before", async () => {
    const id = await asked();
    const before = await world.rowOf(id);
    const held = await reply(id, 10);
    await world.sendTo(number);
    const { conversation } = await withdrawMessage(world.ctx(world.kai), held);
    expect(conversation).toMatchObject({
      ...{ status: "new", waitingSince: before.waitingSince, queueAt: before.queueAt, assignee: null },
      lastMessage: { authorName: "Orders" },
    });
  });

  it("R168 the reply fails: the conversation comes back to New", async () => {
    const id = await asked();
    const sent = await reply(id, 0);
    await world.sendTo(number);
    await fail(sent);
    expect(await world.rowOf(id)).toMatchObject({ status: "new", lastMessage: { authorName: "Orders" } });
  });

  it("R168 the reply fails, but a person has written since: it stays where that one left it", async () => {
    const id = await asked();
    const sent = await reply(id, 0);
    await world.sendTo(number);
    await reply(id, 0);
    await fail(sent);
    expect(await world.rowOf(id)).toMatchObject({ status: "pending" });
  });
});
