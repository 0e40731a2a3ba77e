import type { ChannelId } from "@guichet/contract";
import type pg from "pg";
import { expect, test } from "vitest";
import { type Account, PLAIN } from "../../../../simulator/src/telephone/network.ts";
import { compareChannel } from "./compare.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 30, 9, 0, second));
const shown = (text: string, deleted = false) => ({ ...PLAIN, id: text, mine: true, at: 0, text, deleted });
const stored = (text: string, more: object = {}) => ({
  ...{ party: "zoe", conversation: "one", text, deleted: false, sent_at: at(1), ...more },
});

/** What a telephone shows against what was stored. */
async function compare(messages: ReturnType<typeof shown>[], rows: object[]): Promise<string[]> {
  const chat = { note: null, typing: false, post: null, messages, acts: [] } as unknown as ReturnType<Account["chat"]>;
  const account = {
    name: "Lamps",
    contacts: () => [{ id: "zoe", name: "Zoé", chats: [{ id: "zoe", name: "", kind: "direct" }] }],
    chat: () => chat,
  } as unknown as Account;
  const client = { query: async () => ({ rows }) } as unknown as pg.Client;
  return await compareChannel(client, "channel" as ChannelId, account);
}

test("what is there as it was written is right, also what was taken back", async () => {
  expect(await compare([shown("a"), shown("b", true)], [stored("a"), stored("whatever", { deleted: true })])).toEqual(
    [],
  );
  expect(await compare([], [])).toEqual([]);
});

test.each([
  ["lost", [shown("a"), shown("b")], [stored("a")], /1 missing \(b\), 0 too many/],
  ["doubled", [shown("a")], [stored("a"), stored("a")], /0 missing \(\), 1 too many \(a\)/],
  ["not corrected", [shown("a – corrected")], [stored("a")], /1 missing \(a – corrected\), 1 too many \(a\)/],
  ["not taken back", [shown("a", true)], [stored("a")], /1 missing \(\(taken back\)\), 1 too many \(a\)/],
  [
    "two conversations",
    [shown("a"), shown("b")],
    [stored("a"), stored("b", { conversation: "two" })],
    /2 conversations/,
  ],
  ["out of order", [shown("a"), shown("b")], [stored("a", { sent_at: at(2) }), stored("b")], /1 out of order/],
  ["somebody else's", [], [stored("a", { party: "max" })], /max is nobody's contact/],
])("%s is found", async (_, messages, rows, what) => {
  expect((await compare(messages, rows)).join()).toMatch(what);
});
