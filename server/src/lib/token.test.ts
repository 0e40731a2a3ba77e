import { expect, test } from "vitest";
import { hashToken, newToken, sameBytes } from "./token.ts";

test("S18 a token has 256 bits, is URL-safe and never repeats", () => {
  const tokens = Array.from({ length: 1_000 }, () => newToken());
  expect(new Set(tokens).size).toBe(1_000);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
});

test("S18 a token under 128 bits cannot be asked for", () => {
  expect(newToken(16)).toHaveLength(22);
  expect(() => newToken(15)).toThrow(RangeError);
});

test("S18 the stored hash is SHA-256 and not the token", () => {
  expect(hashToken("abc")).toBe("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
});

test.each([
  ["equal strings", "abc", "abc", true],
  ["different strings", "abc", "abd", false],
  ["a prefix", "abc", "abcd", false],
  ["empty and blank", "", " ", false],
  ["two empty values", "", "", true],
  ["a string and its bytes", "é", Buffer.from("é"), true],
  ["bytes of different lengths", Buffer.alloc(2), Buffer.alloc(3), false],
])("sameBytes: %s", (_title, a, b, same) => {
  expect(sameBytes(a, b)).toBe(same);
});
