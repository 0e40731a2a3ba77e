import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { createCallerAddress } from "./caller-address.ts";

const from = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { "x-forwarded-for": forwarded } }) as unknown as IncomingMessage;

test("S42 where no proxy is named the connection's address counts, whatever headers say", () => {
  const addressOf = createCallerAddress([]);
  for (const forwarded of [undefined, "203.0.113.9", "127.0.0.1", "<b>"])
    expect(addressOf(from("198.51.100.1", forwarded))).toBe("198.51.100.1");
});

test("S42 a named proxy is believed for what it adds, and nobody else is", () => {
  const addressOf = createCallerAddress(["10.0.0.0/8", "127.0.0.1"]);
  expect(addressOf(from("10.1.2.3", "203.0.113.9"))).toBe("203.0.113.9");
  expect(addressOf(from("10.1.2.3", "6.6.6.6, 203.0.113.9"))).toBe("203.0.113.9");
  expect(addressOf(from("10.1.2.3", "6.6.6.6, 203.0.113.9, 127.0.0.1"))).toBe("203.0.113.9");
  expect(addressOf(from("198.51.100.1", "203.0.113.9"))).toBe("198.51.100.1");
  expect(addressOf(from("10.1.2.3"))).toBe("10.1.2.3");
});
