import { expect, it } from "vitest";
import { completeMention, mentionAt, mentionsIn } from "./mention.ts";

it.each([
  ["@", ""],
  ["Hello @ka", "ka"],
  ["(@Éli", "Éli"],
  ["@Kai Wo", "Kai Wo"],
  ["mail a@b", undefined],
  ["@Kai Wong hello", undefined],
  ["no mention", undefined],
])("W99 sees in %j the mention %j", (text, query) => {
  expect(mentionAt(text, text.length)?.query).toBe(query);
});

it("W99 puts the name in place of what was written and goes on behind it", () => {
  const text = "Ask @ka please";
  const start = mentionAt(text, 7);
  expect(start && completeMention(text, start, 7, "Kai Wong")).toEqual({ text: "Ask @Kai Wong please", caret: 14 });
});

it("W99 forgets who is no longer in the text", () => {
  expect(mentionsIn("Hi @Kai Wong", [{ name: "Kai Wong" }, { name: "Lina Ortega" }])).toEqual([{ name: "Kai Wong" }]);
});
