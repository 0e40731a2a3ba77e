import type { MessageId } from "@guichet/contract";
import { expect, it } from "vitest";
import { keepWords, keptWords } from "./kept-words.ts";

it("W93 what was typed for a comment is kept, apart from another's, until it is sent", () => {
  const [one, two] = ["1" as MessageId, "2" as MessageId];
  keepWords(one, "It left today");
  expect([keptWords(one), keptWords(two)]).toEqual(["It left today", undefined]);
  keepWords(one, "");
  expect(keptWords(one)).toBeUndefined();
});
