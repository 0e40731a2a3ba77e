import fc from "fast-check";
import { expect, test } from "vitest";
import { checkOrigin } from "./check-origin.ts";
import { isOriginAllowed, normalizeOrigin } from "./origins.ts";
import { parseSettings } from "./settings.ts";

const publicUrl = "https://care.example/";

test.each([
  ["https://shop.example", "https://shop.example"],
  ["https://Shop.Example/", "https://shop.example"],
  ["shop.example", "https://shop.example"],
  ["  http://localhost:8080 ", "http://localhost:8080"],
  ["https://shop.example:443", "https://shop.example"],
  ["https://*.shop.example", "https://*.shop.example"],
  ["*.shop.example", "https://*.shop.example"],
  ["https://müller.example", "https://xn--mller-kva.example"],
  ["https://[::1]:8443", "https://[::1]:8443"],
])("%s is compared as %s", (entry, origin) => {
  expect(normalizeOrigin(entry)).toBe(origin);
});

test.each([
  "",
  "*",
  "https://",
  "https://*",
  "ftp://shop.example",
  "javascript:alert(1)",
  "https://shop.example/path",
  "https://user@shop.example",
  "https://shop.example?x",
  "https://a.*.example",
  "https://shop example",
])("S25 %j is no site and is refused with the field's name", (entry) => {
  expect(normalizeOrigin(entry)).toBeUndefined();
  expect(() => parseSettings({ allowedOrigins: ["https://fine.example", entry] })).toThrow(/"allowedOrigins",\s*1/);
});

test.each([
  ["https://shop.example", true],
  ["http://shop.example", false],
  ["https://shop.example:8443", false],
  ["https://shop.example.evil.example", false],
  ["https://evilshop.example", false],
  ["https://a.help.example", true],
  ["https://a.b.help.example", true],
  ["https://help.example", false],
  ["https://evilhelp.example", false],
  ["https://.help.example", false],
  ["null", false],
  ["file://", false],
  ["", false],
])("S25 a page of %j: %j", (origin, expected) => {
  expect(isOriginAllowed(origin, ["https://shop.example", "https://*.help.example"])).toBe(expected);
});

test("S25 no listed site means every site, also one without an origin", () => {
  for (const origin of ["https://any.example", "null"]) expect(checkOrigin({ origin }, [], publicUrl)).toBe(origin);
  expect(checkOrigin({}, [], publicUrl)).toBeUndefined();
});

test("S25 where sites are listed, who does not say where they come from is refused, our own page is not", () => {
  const allowed = ["https://shop.example"];
  expect(checkOrigin({ origin: "https://shop.example" }, allowed, publicUrl)).toBe("https://shop.example");
  expect(checkOrigin({ origin: "https://care.example" }, allowed, publicUrl)).toBe("https://care.example");
  expect(checkOrigin({ "sec-fetch-site": "same-origin" }, allowed, publicUrl)).toBeUndefined();
  for (const headers of [
    {},
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { origin: "https://evil.example" },
  ]) {
    expect(() => checkOrigin(headers, allowed, publicUrl)).toThrow(/origin_refused/);
  }
});

test("S25 junk is never an allowed site, and reading it never throws", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain()), (junk) => {
      const origin = normalizeOrigin(junk);
      if (origin !== undefined) expect(normalizeOrigin(origin)).toBe(origin);
      expect(isOriginAllowed(`${junk}x`, ["https://shop.example"])).toBe(false);
    }),
  );
});
