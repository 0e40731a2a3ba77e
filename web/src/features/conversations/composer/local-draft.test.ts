import { expect, it } from "vitest";
import { buildMessage, instantOf, messageIdOf } from "../testing/build.ts";
import { type Draft, isEmptyDraft, newerDraft } from "./local-draft.ts";

const local: Draft = { text: "here", kind: "reply", replyTo: null, attachments: [], at: instantOf(10) };
const server = (at: number) => ({
  entries: [buildMessage(3, { text: "the question" })],
  draft: { text: "there", kind: "comment" as const, replyToId: messageIdOf(3), attachments: [], at: instantOf(at) },
});

it("W97 takes the newer one of this browser's draft and the server's", () => {
  expect(newerDraft(local, server(9))?.text).toBe("here");
  expect(newerDraft(local, server(10))?.text).toBe("here");
  expect(newerDraft(local, server(11))).toMatchObject({ text: "there", replyTo: { excerpt: "the question" } });
  expect(newerDraft(undefined, server(1))?.text).toBe("there");
  expect(newerDraft(undefined, { entries: [], draft: null })).toBeUndefined();
});

it("W97 keeps no draft of nothing", () => {
  expect(isEmptyDraft({ text: " \n", attachments: [] })).toBe(true);
  expect(isEmptyDraft({ text: "x", attachments: [] })).toBe(false);
});
