import { expect, it } from "vitest";
import { readLinkToken, tokenFromPasted } from "./link-token.ts";

it.each([
  ["https://g.example/invitation#abc", "abc"],
  ["https://g.example/invitation#token=abc", "abc"],
  ["https://g.example/invitation?token=abc", "abc"],
  ["https://g.example/invitation?token=old#new", "new"],
  ["https://g.example/invitation", ""],
])("W30 the token of %s is «%s»", (link, token) => {
  expect(readLinkToken(new URL(link))).toBe(token);
  expect(tokenFromPasted(link)).toBe(token);
});

it("W30 a pasted code is taken as it is", () => {
  expect(tokenFromPasted("  abc-123 ")).toBe("abc-123");
  expect(tokenFromPasted("#abc")).toBe("abc");
});
