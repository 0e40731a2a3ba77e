import { expect, test } from "vitest";
import { parseAllowList } from "./allow-list.ts";

test.each([
  ["127.0.0.1", "x", "127.0.0.1", 8080, true],
  ["127.0.0.1", "x", "127.0.0.2", 8080, false],
  ["127.0.0.1", "x", "127.0.0.1", 25, false],
  ["127.0.0.1:25", "x", "127.0.0.1", 25, true],
  ["127.0.0.1:25", "x", "127.0.0.1", 8080, false],
  ["127.0.0.1:*", "x", "127.0.0.1", 25, true],
  ["127.0.0.1", "x", "::ffff:127.0.0.1", 8080, false],
  ["10.0.0.0/8", "x", "10.255.0.1", 8080, true],
  ["10.0.0.0/8", "x", "11.0.0.1", 8080, false],
  ["10.0.0.0/8:8443", "x", "10.0.0.1", 8443, true],
  ["10.0.0.0/8:8443", "x", "10.0.0.1", 8080, false],
  ["::1", "x", "::1", 8080, true],
  ["[::1]:25", "x", "::1", 25, true],
  ["[::1]:25", "x", "::1", 8080, false],
  ["fd00::/8", "x", "fd12::1", 8080, true],
  ["fd00::/8:25", "x", "fd12::1", 25, true],
  ["fd00::/8", "x", "10.0.0.1", 8080, false],
  ["Mail.Internal", "mail.internal.", "10.0.0.1", 8080, true],
  ["mail.internal", "evil.mail.internal", "10.0.0.1", 8080, false],
  ["mail.internal:25", "mail.internal", "10.0.0.1", 25, true],
  ["mail.internal", "mail.internal", "169.254.169.254", 8080, false],
  ["mail.internal:*", "mail.internal", "8.8.8.8", 25, true],
  ["169.254.169.254", "x", "169.254.169.254", 8080, true],
])("the entry %s for %s at %s port %i: %s", (entry, host, address, port, allowed) => {
  const allows = parseAllowList([entry]);
  expect(allows({ host, address, port, portIsUsual: port !== 25 })).toBe(allowed);
});

test.each(["", "http://x", "a b", "*.internal", "10.0.0.0/99", "x:99999999", "[::1"])(
  "the entry %j is refused",
  (entry) => {
    expect(() => parseAllowList([entry])).toThrow();
  },
);

test("an empty list allows nothing", () => {
  expect(parseAllowList([])({ host: "x", address: "127.0.0.1", port: 80, portIsUsual: true })).toBe(false);
});
