import { expect, it } from "vitest";
import { clockOf, waitOf } from "./handle-words.ts";

it.each([
  [0, "0:00"],
  [7.4, "0:07"],
  [59.6, "1:00"],
  [247, "4:07"],
  [3599.7, "1:00:00"],
  [3750, "1:02:30"],
])("R113 %d seconds are %s", (seconds, words) => {
  expect(clockOf(seconds)).toBe(words);
});

it.each([
  [-5, "0m"],
  [59 * 60_000 + 59_999, "59m"],
  [60 * 60_000, "1h"],
  [47 * 3_600_000, "1d"],
])("W148 after %d milliseconds it has waited %s", (milliseconds, words) => {
  expect(waitOf(milliseconds, "en")).toBe(words);
});
