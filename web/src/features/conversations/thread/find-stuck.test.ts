import type { DeliveryState, MessageView, UserId } from "@guichet/contract";
import { expect, it } from "vitest";
import type { OutboxItem } from "../sending/outbox-item.ts";
import { buildMessage, buildRow, conversationIdOf, instantOf, messageIdOf } from "../testing/build.ts";
import { findStuck } from "./find-stuck.ts";

const conversation = buildRow(1);

function sent(number: number, state: DeliveryState, change: Partial<MessageView> = {}): MessageView {
  const stuck = state === "failed" || state === "uncertain";
  const delivery = { state, error: null, canRetry: stuck, canDiscard: stuck, heldUntil: null };
  return buildMessage(number, { kind: "outbound", delivery: delivery as MessageView["delivery"], ...change });
}

function local(number: number, refused: OutboxItem["refused"]): OutboxItem {
  const body = { id: messageIdOf(number), kind: "reply", text: "Hello", afterwards: "stay" } as OutboxItem["body"];
  const rest = { attachments: [], replyTo: null, at: instantOf(number), shortCode: null, refused };
  return { conversationId: conversation.id, body, ...rest };
}

const ME = "me" as UserId;
/** A minute and a half after the first messages. */
const NOW = Date.parse(instantOf(0)) + 90_000;
const idOf = (found: ReturnType<typeof findStuck>) =>
  found?.type === "local" ? found.item.body.id : found?.message.id;
const focusOn = (number: number) => `message-${messageIdOf(number)}`;

it("W96 the last message that failed is meant, or the one with the focus", () => {
  const entries = [sent(1, "failed"), sent(2, "sent"), sent(3, "uncertain"), sent(4, "delivered")];
  const find = (focused?: string) => idOf(findStuck({ entries, conversation }, [], "canRetry", NOW, ME, focused));
  expect(find()).toBe(messageIdOf(3));
  expect(find(focusOn(1))).toBe(messageIdOf(1));
  // Nothing is wrong with the one that has the focus.
  expect(find(focusOn(2))).toBe(messageIdOf(3));
});

it("W96 what the server refused on this page stands last; what is on its way is left alone", () => {
  const entries = [sent(1, "failed")];
  const items = [local(5, "lock_required"), local(6, null)];
  const find = (focused?: string) => idOf(findStuck({ entries, conversation }, items, "canDiscard", NOW, ME, focused));
  expect(find()).toBe(messageIdOf(5));
  expect(find(focusOn(6))).toBe(messageIdOf(5));
  expect(find(focusOn(1))).toBe(messageIdOf(1));
});

it("W96 nothing is meant where nothing failed, nothing may be done, or only another conversation's did", () => {
  const elsewhere = sent(7, "failed", { conversationId: conversationIdOf(2) });
  const settled = sent(8, "failed");
  const fixed = { ...settled, delivery: settled.delivery && { ...settled.delivery, canRetry: false } };
  const find = (entries: MessageView[], focused?: string) =>
    idOf(findStuck({ entries, conversation }, [], "canRetry", NOW, ME, focused));
  expect(find([sent(1, "sent"), buildMessage(2)])).toBeUndefined();
  expect(find([fixed])).toBeUndefined();
  expect(find([elsewhere])).toBeUndefined();
  expect(find([elsewhere], focusOn(7))).toBe(messageIdOf(7));
});

it("W96 what waits to be sent for long can be given up, not tried again, and not while it is held", () => {
  const waiting = (delivery: Partial<NonNullable<MessageView["delivery"]>> = {}, at = instantOf(0), by = ME) => {
    const message = sent(9, "queued", { at, author: { type: "user", id: by, name: "Ada" } as MessageView["author"] });
    return { ...message, delivery: message.delivery && { ...message.delivery, canDiscard: true, ...delivery } };
  };
  const find = (message: MessageView, may: "canRetry" | "canDiscard" = "canDiscard") =>
    idOf(findStuck({ entries: [message], conversation }, [], may, NOW, ME));
  expect(find(waiting())).toBe(messageIdOf(9));
  expect(find(waiting(), "canRetry")).toBeUndefined();
  expect(find(waiting({}, instantOf(0), "somebody else" as UserId))).toBeUndefined();
  expect(find(waiting({ canDiscard: false }))).toBeUndefined();
  expect(find(waiting({}, new Date(NOW - 59_000).toISOString()))).toBeUndefined();
  expect(find(waiting({ heldUntil: new Date(NOW + 1000).toISOString() }))).toBeUndefined();
  expect(find(waiting({ heldUntil: new Date(NOW - 1000).toISOString() }))).toBe(messageIdOf(9));
});
