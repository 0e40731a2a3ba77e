import { describe, expect, it } from "vitest";
import { buildMessage } from "../../testing/build-message.ts";
import { selectTexts } from "../page/texts.ts";
import type { Unsent } from "../talk/outbox.ts";
import { addMessages, EMPTY_THREAD, inOrder } from "../talk/thread.ts";
import { buildRows, type MessageRow } from "./build-rows.ts";

const NOW = new Date(2026, 10, 22, 12, 0).getTime();
const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();
const unsent = (state: Unsent["state"]): Unsent => ({
  id: state,
  text: state,
  attachments: [],
  at: NOW,
  author: null,
  state,
});

function rowsOf(messages: Parameters<typeof buildMessage>[0][], waiting: Unsent[] = [], agentReadUpTo = -Infinity) {
  const built = messages.map((message, index) =>
    buildMessage({ orderKey: index, at: minutesAgo(60 - index), ...message }),
  );
  const thread = { ...addMessages(EMPTY_THREAD, built), agentReadUpTo };
  const shown = { thread, messages: inOrder(thread), unsent: waiting };
  return buildRows(shown, { texts: selectTexts("en"), locale: "en", now: NOW });
}

const messagesOf = (rows: ReturnType<typeof rowsOf>) => rows.filter((row): row is MessageRow => row.type === "message");

describe("the rows of the list", () => {
  it("puts a separator before each day", () => {
    const days = rowsOf([{ at: minutesAgo(60 * 24 * 3) }, { at: minutesAgo(60 * 24) }, {}, {}]);
    expect(days.filter(({ type }) => type === "day").map(({ text }) => text)).toEqual([
      "Thursday, November 19, 2026",
      "Yesterday",
      "Today",
    ]);
  });

  it("groups what one person says within five minutes: the name stands first, the time last", () => {
    const rows = messagesOf(
      rowsOf([{}, {}, { authorName: "Ugo" }, { from: "visitor" }, { from: "visitor", at: minutesAgo(10) }]),
    );
    expect(rows.map(({ name, isFirst, isLast }) => `${name} ${isFirst} ${isLast}`)).toEqual([
      "Lena true false",
      "Lena false true",
      "Ugo true true",
      "You true true",
      "You true true",
    ]);
  });

  it("W161 says sent or seen below the last message alone, and sending and not sent wherever that is so", () => {
    const mine = { from: "visitor" };
    const all = [unsent("queued"), unsent("failed")];
    expect(messagesOf(rowsOf([mine, mine, {}], all)).map(({ status }) => status)).toEqual([
      null,
      "sent",
      null,
      "sending",
      "failed",
    ]);
    expect(messagesOf(rowsOf([mine, mine], [], 1)).map(({ status }) => status)).toEqual([null, "seen"]);
    expect(messagesOf(rowsOf([mine], [unsent("accepted")])).map(({ status }) => status)).toEqual([null, "sent"]);
  });

  it("W86 quotes what is answered: its words, its files, or only that there was something", () => {
    const files = [
      {
        id: crypto.randomUUID(),
        name: "plan.pdf",
        type: "application/pdf",
        size: 1,
        state: "stored",
        inline: false,
        contentId: null,
      },
    ];
    const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
    const rows = rowsOf([
      { id: first, from: "visitor", text: "Ship to Lyon?" },
      { id: second, text: "", attachments: files },
      { replyToId: first },
      { replyToId: second },
      { replyToId: crypto.randomUUID() },
    ]);
    expect(messagesOf(rows).flatMap(({ quote }) => quote ?? [])).toEqual([
      { name: "You", text: "Ship to Lyon?" },
      { name: "Lena", text: "plan.pdf" },
      { name: "", text: "Earlier messages" },
    ]);
  });

  it("leaves out what was deleted", () => {
    expect(messagesOf(rowsOf([{ text: "" }, {}]))).toHaveLength(1);
  });
});
