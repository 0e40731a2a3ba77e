import { expect, it, test } from "vitest";
import { isTesting, readSourceFiles } from "../source-files.ts";
import { findPatterns, slowest } from "./find-patterns.ts";

/*
 * S36: no pattern of ours takes long, whatever text meets it. Each pattern of the product is tried on texts made of its own
 * letters, up to 100 kB. Administrators give no patterns: there is no such field (see `absent/`).
 */
const MOST_MS = 50;
const files = [...readSourceFiles().values()].filter(
  ({ path }) => /^(contract|server|web|widget)\/src\//.test(path) && !isTesting(path) && !path.includes("/example/"),
);
const patterns = files.flatMap(({ path, text }) => findPatterns(text).map((pattern) => ({ path, pattern })));

/** Patterns that take long on a long text, and why they never meet one. */
const BOUNDED: Readonly<Record<string, string>> = {
  "server/src/config.ts /\\/+$/": "the operator's own PUBLIC_URL",
  "server/src/db/embedded/postgres-programs.ts /(\\d+)\\.\\d+/": "what our own program says of its version",
  "server/src/auth/password/common-password.ts /[0-9]+$/": "a password of at most 200 characters",
  "server/src/auth/password/password-hasher.ts /=+$/": "a hash that we made",
  "server/src/connectors/api/parse.ts /\\/+$/": "an address that its route has cut at 200 characters",
  "server/src/connectors/email/threading/keyed-marks.ts /\\+[^@]*@/": "an address of at most 320 characters",
  "server/src/connectors/email/mime/addresses.ts /^[\"']+|[\"']+$/g": "a name cut at 1,000 characters before",
  "server/src/connectors/email/mime/addresses.ts ADDRESS": "a header cut at 20,000 characters before",
  "server/src/connectors/email/reading/bounce.ts ADDRESS": "a header cut at 2,000 characters before",
  "server/src/connectors/email/reading/split-quoted.ts SEPARATOR": "a line of less than 300 characters",
  "server/src/connectors/email/reading/html-to-text.ts TOKEN": "what toSafeHtml wrote: no bare `<` stands in it",
  "widget/src/options.ts /\\/+$/": "an address that the page itself gives",
};
const keyOf = (path: string, pattern: RegExp) => {
  if (path.endsWith("split-quoted.ts") && pattern.source.includes("original message")) return `${path} SEPARATOR`;
  if (pattern.source.includes("{1,320}@")) return `${path} ADDRESS`;
  if (path.endsWith("html-to-text.ts") && pattern.source.startsWith("<(")) return `${path} TOKEN`;
  return `${path} ${pattern}`;
};

it("S36 P137 no pattern of the product takes long on 100 kB of whatever text", () => {
  expect(patterns.length).toBeGreaterThan(250);
  const slow = patterns.flatMap(({ path, pattern }) => {
    const key = keyOf(path, pattern);
    if (key in BOUNDED) return [];
    const found = slowest(pattern, MOST_MS);
    return found === undefined
      ? []
      : [`${key} on ${found.length} characters like ${JSON.stringify(found.slice(0, 10))}`];
  });
  expect(slow).toEqual([]);
}, 240_000);

it("S36 what is said to be bounded is still there", () => {
  const keys = new Set(patterns.map(({ path, pattern }) => keyOf(path, pattern)));
  expect(Object.keys(BOUNDED).filter((key) => !keys.has(key))).toEqual([]);
});

test.each([/\s*,/, /a+$/, /[\w.]+@\w+/, /x*y/g])("S36 the look-out finds %s, so it can fail", (pattern) => {
  expect(slowest(pattern, MOST_MS)).toBeDefined();
});

it("S36 a quick pattern is not taken for a slow one, and patterns are found wherever they stand", () => {
  expect(slowest(/^[a-z]{1,20}$/, MOST_MS)).toBeUndefined();
  const text =
    'const a = /a+/g;\nif (/b[/]c/.test(x)) y.replace(/\\/d/u, "/");\nconst n = 4 / 2 / 1;\n// no /comment/ either\n';
  expect(findPatterns(text).map(String)).toEqual(["/a+/g", "/b[/]c/", "/\\/d/u"]);
});
