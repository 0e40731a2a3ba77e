import { expect, it } from "vitest";
import { interactionDelay } from "./interaction-delay.ts";

it("the 98th percentile leaves out the longest two of a hundred, and is the longest of a few", () => {
  expect(interactionDelay([40, 80, 24], 3)).toBe(80);
  expect(interactionDelay([40, 80, 24], 100)).toBe(24);
  expect(interactionDelay([40, 80], 150)).toBe(0);
});
