import fc from "fast-check";
import { expect, it } from "vitest";
import { readSignInSearch } from "../../app/sign-in-search.ts";
import { safePath } from "./enter.ts";

it.each([
  ["/inbox/new?sort=newest", "/inbox/new?sort=newest"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  ["/x/..//evil.example", "/"],
  [undefined, "/"],
])("W21 after signing in %s leads to %s", (next, path) => {
  expect(safePath(next)).toBe(path);
});

const PIECES = [
  ...[
    "/",
    "//",
    "\\",
    "/\\",
    "\t",
    "\n",
    "\r",
    "\0",
    " ",
    "%2f",
    "%2F%2F",
    "%5c",
    "%09",
    "..",
    "/../",
    "/./",
    "@",
    ":",
    "?",
    "#",
  ],
  ...[
    "evil.example",
    "https://",
    "http:",
    "javascript:",
    "data:text/html,",
    "user:pass@",
    "guichet.example",
    "inbox",
    "a",
    "é",
  ],
  ...["／", "。", "\u200b", "\u2028", "[::1]", "0x7f000001", ";", "&", "//evil.example", "/\t/evil.example"],
];
const anyNext = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 3 })), { maxLength: 6 });
const HERE = "https://guichet.example";

it("S44 whatever a link to the sign-in page asks for, one lands on a page of ours", () => {
  fc.assert(
    fc.property(anyNext, fc.boolean(), (pieces, slash) => {
      const next = `${slash ? "/" : ""}${pieces.join("")}`;
      const path = safePath(readSignInSearch({ next }).next);
      expect(path.startsWith("/")).toBe(true);
      const landed = new URL(path, `${HERE}/sign-in?next=x`);
      expect(landed.origin).toBe(HERE);
      expect([landed.username, landed.password]).toEqual(["", ""]);
      // Through the history of the browser, which reads the address against the page: still ours.
      expect(new URL(landed.pathname + landed.search, `${HERE}/sign-in`).origin).toBe(HERE);
    }),
    { numRuns: 3000 },
  );
});

it("S44 pages of ours are reached as they were asked for", () => {
  const segment = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), segment, (parts, value) => {
      const path = `/${parts.join("/")}?sort=${value}`;
      expect(safePath(path)).toBe(path);
    }),
  );
  for (const junk of [["/inbox"], { next: "/inbox" }, 7, null, true])
    expect(safePath(readSignInSearch({ next: junk }).next)).toBe("/");
});
