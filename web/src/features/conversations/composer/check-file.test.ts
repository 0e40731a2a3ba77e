import { expect, it } from "vitest";
import { checkFile } from "./check-file.ts";

const MB = 1024 * 1024;
const file = { size: 1000, type: "image/png" };

it.each([
  ["a file that fits", "messenger", "reply", 0, file, null],
  ["one file more than the platform takes", "messenger", "reply", 10, file, "too_many"],
  ["a file that is too large", "email", "reply", 0, { ...file, size: 21 * MB }, "too_large"],
  ["a platform without files", "loopback", "reply", 0, file, "none_allowed"],
  ["a comment, which does not leave the house", "loopback", "comment", 12, file, null],
] as const)("W90 %s", (_, platform, kind, already, given, problem) => {
  expect(checkFile(platform, kind, already, given)?.type ?? null).toBe(problem);
});
