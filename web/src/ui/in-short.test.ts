import { expect, it } from "vitest";
import { inShort } from "./in-short.ts";

it("words stand on one line of at most 80 characters, and no character is cut in two", () => {
  expect(inShort("  Is it\n\tin stock?  ")).toBe("Is it in stock?");
  expect(inShort("a".repeat(80))).toBe("a".repeat(80));
  expect(inShort("🙂".repeat(81))).toBe(`${"🙂".repeat(79)}…`);
  expect(inShort(" \n")).toBe("");
});
