import { expect, it } from "vitest";
import { NOTHING_AHEAD, type TypedAhead, typeAhead } from "./typed-ahead.ts";

const NONE = { ctrlKey: false, metaKey: false, altKey: false, altGraph: false };

function type(keys: readonly string[], held: Partial<typeof NONE> = {}): TypedAhead {
  return keys.reduce((before, key) => typeAhead(before, { ...NONE, ...held, key }), NOTHING_AHEAD);
}

it("W98 what is typed ahead is text, and mended with Backspace", () => {
  expect(type(["p", "e", "m", "Backspace", "n"])).toEqual({ text: "pen", place: 0, ended: "no" });
  expect(type(["Backspace", "🙂", "Backspace", "é"]).text).toBe("é");
});

it("W98 arrows typed ahead move, and another letter begins at the top again", () => {
  expect(type(["ArrowUp", "ArrowDown", "ArrowDown", "ArrowUp"]).place).toBe(1);
  expect(type(["ArrowDown", "p"])).toMatchObject({ text: "p", place: 0 });
});

it("W98 after Enter or Escape nothing is added", () => {
  expect(type(["p", "Enter", "x"])).toEqual({ text: "p", place: 0, ended: "run" });
  expect(type(["p", "Escape", "Enter"])).toEqual({ text: "p", place: 0, ended: "close" });
});

it("W98 mere modifiers and combinations are no text; what AltGr makes is", () => {
  expect(type(["Shift", "Control", "Tab", "F5"])).toEqual(NOTHING_AHEAD);
  expect(type(["k"], { ctrlKey: true })).toEqual(NOTHING_AHEAD);
  expect(type(["["], { ctrlKey: true, altKey: true, altGraph: true }).text).toBe("[");
});
