import { expect, it } from "vitest";
import { charactersLeft } from "./length-meter.tsx";

it("tells nothing while there is room", () => {
  expect(charactersLeft("messenger", "hello")).toBeUndefined();
});

it("counts what is left as a reader counts, in the platform's own unit", () => {
  expect(charactersLeft("messenger", "a".repeat(4000))).toBe(96);
  expect(charactersLeft("messenger", "a".repeat(4100))).toBe(-4);
  expect(charactersLeft("messenger", "👩‍👩‍👧".repeat(4000))).toBe(96);
});
