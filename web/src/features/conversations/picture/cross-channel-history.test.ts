import type { MessageView } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { buildMessage, buildRow, channelIdOf, conversationIdOf } from "../testing/build.ts";
import { addToHistory, type CrossChannelHistory, forgetInHistory, placeInHistory } from "./cross-channel-history.ts";

const mine = buildRow(1);
const theirs = buildRow(2, { contact: mine.contact, channelId: channelIdOf(2), platform: "email" });
const message = (number: number, change: Partial<MessageView> = {}) =>
  buildMessage(number, { conversationId: theirs.id, ...change });
const place = { id: theirs.id, channelId: theirs.channelId, platform: theirs.platform };
const start: CrossChannelHistory = {
  ...{ openId: mine.id, contactIds: [mine.contact.id], conversations: [], entries: [], before: null },
};
const loaded = addToHistory(start, { entries: [message(3), message(4)], conversations: [place], before: "older" });
const texts = (history: CrossChannelHistory) =>
  history.entries.map((entry) => (entry.type === "message" ? entry.text : entry.action));

describe("what the person said elsewhere, kept by the live feed", () => {
  it("W89 older pages come above, each entry once", () => {
    const more = addToHistory(loaded, { entries: [message(1), message(3)], conversations: [place], before: null });
    expect(texts(more)).toEqual(["Message 1", "Message 3", "Message 4"]);
    expect(more).toMatchObject({ before: null, conversations: [place] });
  });

  it("W89 a new message comes in, a changed one is replaced, one above what is loaded waits for its page", () => {
    const next = placeInHistory(loaded, theirs, [message(5), message(4, { text: "***", masked: true }), message(2)]);
    expect(texts(next)).toEqual(["Message 3", "***", "Message 5"]);
    const third = buildRow(3, { contact: mine.contact });
    const begun = placeInHistory(next, third, [buildMessage(6, { conversationId: third.id })]);
    expect(begun.conversations.map((one) => one.id)).toEqual([theirs.id, third.id]);
  });

  it("W89 the open conversation, other people and lines of audit trails change nothing", () => {
    expect(placeInHistory(loaded, mine, [buildMessage(9)])).toBe(loaded);
    expect(placeInHistory(loaded, buildRow(7), [buildMessage(9, { conversationId: conversationIdOf(7) })])).toBe(
      loaded,
    );
  });

  it("W89 what is to be done about a message is done in its own conversation", () => {
    const delivery = {
      ...{ state: "failed" as const, error: null, attempts: 3, canRetry: true, canDiscard: true, heldUntil: null },
    };
    const next = placeInHistory(loaded, theirs, [message(5, { kind: "outbound", delivery })]);
    expect(next.entries.at(-1)).toMatchObject({ delivery: { state: "failed", canRetry: false, canDiscard: false } });
  });

  it("W89 W125 what was deleted with its contact is gone", () => {
    expect(forgetInHistory(loaded, theirs.id)).toMatchObject({ entries: [], conversations: [] });
  });
});
