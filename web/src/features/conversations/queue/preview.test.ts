import { expect, it } from "vitest";
import type { Say } from "../../../locales/use-words.ts";
import { buildRow, instantOf } from "../testing/build.ts";
import { isUnread } from "../unread/read-seqs.ts";
import { previewOf } from "./preview.ts";

const say = ((key: string, values?: object) => `${key} ${JSON.stringify(values ?? {})}`) as Say;
const last = (change: object) => ({
  ...{ kind: "inbound" as const, text: "❤️", authorName: "Zoé", attachments: 0, at: instantOf(1), deliveryState: null },
  ...change,
});

it("W153 a row says of a reaction that it is one, and of a message of one emoji what was written", () => {
  expect(previewOf(buildRow(1, { lastMessage: last({ about: "reaction" }) }), "Kai", say).text).toBe(
    'post.reactedPreview {"emoji":"❤️"}',
  );
  expect(previewOf(buildRow(1, { lastMessage: last({}) }), "Kai", say)).toMatchObject({ sender: null, text: "❤️" });
});

it("W153 a reaction that comes after all was read makes nothing unread; a message beneath it stays so", () => {
  const waits = buildRow(1, { lastSeq: 5, lastMessage: last({ about: "reaction" }) });
  expect(isUnread(waits, 4, undefined)).toBe(false);
  expect(isUnread(waits, 3, undefined)).toBe(true);
  expect(isUnread({ ...waits, lastMessage: last({}) }, 4, undefined)).toBe(true);
  expect(isUnread({ ...waits, waitingSince: null }, undefined, undefined)).toBe(false);
});
