import { expect, it } from "vitest";
import { DEFAULT_KEYS } from "./default-keys.ts";
import { type WhyNot, whyNot } from "./refused-keys.ts";

it.each<[string, string, boolean, WhyNot | undefined]>([
  ["the browser's tabs", "mod+t", false, "browser"],
  ["the browser's find", "mod+f", false, "browser"],
  ["a function key", "f5", false, "browser"],
  ["a function key with Shift", "shift+f10", false, "browser"],
  ["copying", "mod+c", false, "text"],
  ["redoing what was typed", "mod+shift+z", false, "text"],
  ["Tab, with which one walks", "tab", false, "moving"],
  ["Tab the other way", "shift+tab", false, "moving"],
  ["an arrow", "down", false, "moving"],
  ["Enter, which presses", "enter", false, "moving"],
  ["a sequence that ends in Enter", "g enter", false, "moving"],
  ["a letter, for what is heard while one writes", "d", true, "field"],
  ["a letter", "d", false, undefined],
  ["the letter F", "f", false, undefined],
  ["two letters", "g d", false, undefined],
  ["Ctrl and a free key", "mod+shift+e", true, undefined],
  ["Ctrl and Enter, which sends", "mod+enter", true, undefined],
])("W98 keys for a command: %s (%s)", (_, keys, inField, why) => {
  expect(whyNot(keys, inField)).toBe(why);
});

it("W98 the keys that commands come with are keys one may choose, but for Enter and Escape", () => {
  const refused = Object.values(DEFAULT_KEYS)
    .flat()
    .filter((keys) => whyNot(keys, false) !== undefined);
  expect(refused).toEqual(["enter", "esc", "esc"]);
});
