import type { ThreadEntry } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { buildMessage, buildRow, buildView, conversationIdOf, messageIdOf } from "../testing/build.ts";
import { addOlder, placeEntries } from "./thread-entries.ts";

const row = buildRow(1, { version: 5 });
const texts = (entries: readonly ThreadEntry[]) => entries.map((entry) => (entry.type === "message" ? entry.text : ""));
/** A message of the contact's earlier conversation: its order keys begin at 1 as well. */
const earlier = (number: number) =>
  buildMessage(100 + number, {
    conversationId: conversationIdOf(9),
    seq: number,
    orderKey: number,
    text: `Earlier ${number}`,
  });

describe("the entries of a thread", () => {
  it("keeps the contact's earlier conversations above, whatever their order keys", () => {
    const view = buildView(row, { entries: [earlier(1), earlier(2), buildMessage(1)] });
    const next = placeEntries(view, row, [buildMessage(3), buildMessage(2)]);
    expect(texts(next.entries)).toEqual(["Earlier 1", "Earlier 2", "Message 1", "Message 2", "Message 3"]);
  });

  it("W96 replaces a message of an earlier conversation when its delivery changes, and adds none", () => {
    const view = buildView(row, { entries: [earlier(1), buildMessage(1)] });
    const other = buildRow(9, { version: 7 });
    const next = placeEntries(view, other, [{ ...earlier(1), text: "Earlier, edited" }, earlier(2)]);
    expect(texts(next.entries)).toEqual(["Earlier, edited", "Message 1"]);
    expect(next.conversation).toBe(row);
  });

  it("fills gaps from a late frame without putting back what is newer", () => {
    const view = buildView(row, { entries: [buildMessage(1, { text: "newest" })] });
    const next = placeEntries(view, { ...row, version: 3 }, [buildMessage(1, { text: "old" }), buildMessage(2)]);
    expect(texts(next.entries)).toEqual(["newest", "Message 2"]);
    expect(next.conversation.version).toBe(5);
  });

  it("leaves what stands above the loaded part to the page it belongs to", () => {
    const view = buildView(row, { entries: [buildMessage(5)], before: "cursor" });
    expect(placeEntries(view, row, [buildMessage(2)]).entries).toHaveLength(1);
    const older = addOlder(view, {
      entries: [buildMessage(3), buildMessage(4), buildMessage(5, { text: "stale" })],
      before: null,
    });
    expect(texts(older.entries)).toEqual(["Message 3", "Message 4", "Message 5"]);
    expect(older.before).toBeNull();
  });

  it("shows a message once when its frame comes twice", () => {
    const view = buildView(row);
    const once = placeEntries(view, row, [buildMessage(1)]);
    expect(placeEntries(once, row, [buildMessage(1)]).entries.map((entry) => entry.id)).toEqual([messageIdOf(1)]);
  });
});

it("W128 what quotes a message that was masked shows its asterisks, in whatever order they come", () => {
  const asked = buildMessage(1, { text: "Rosebud" });
  const answer = buildMessage(2, { kind: "outbound", replyTo: { id: asked.id, excerpt: "Rosebud" } });
  const view = buildView(row, { entries: [asked, answer] });
  const masked = { ...asked, text: "*******", masked: true };
  const after = placeEntries(view, view.conversation, [masked]);
  expect(JSON.stringify(after)).not.toContain("Rosebud");
  expect(after.entries[1]).toMatchObject({ replyTo: { id: asked.id, excerpt: "*******" } });
  expect(placeEntries(after, view.conversation, [masked]).entries[1]).toEqual(after.entries[1]);
});
