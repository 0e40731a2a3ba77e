import fc from "fast-check";
import sanitize from "sanitize-html";
import { describe, expect, test } from "vitest";
import { hostileHtml } from "../../../testing/xss/hostile-html.ts";
import { htmlToText } from "./html-to-text.ts";
import { toSafeHtml } from "./safe-html.ts";

const forbiddenTag =
  /<(?:script|style|svg|math|iframe|object|embed|form|input|button|textarea|meta|base|link|video|audio|template|noscript|xmp|title|animate|foreignobject)\b/i;
const forbiddenAttribute =
  /<[^>]*\s(?:on\w+|src(?!="cid:[\w%.!~*'()-]+")|srcset|srcdoc|action|formaction|poster|background|xlink:href|data|id|class|name)\s*=/i;

describe("S2 HTML of strangers", () => {
  test("holds no forbidden element, attribute or address, whatever it is made of", () => {
    fc.assert(
      fc.property(hostileHtml, (html) => {
        const safe = toSafeHtml(html) ?? "";
        // The markup without texts: what a title says is text too.
        const markup = (safe.match(/<[^>]*>/g) ?? []).join("").replace(/ (?:title|alt)="[^"]*"/g, "");
        expect(markup).not.toMatch(forbiddenTag);
        expect(markup).not.toMatch(forbiddenAttribute);
        expect(markup).not.toMatch(/(?:javascript|vbscript|data):/i);
        for (const [, style] of markup.matchAll(/style="([^"]*)"/g))
          expect(style).not.toMatch(/url|expression|position|import/i);
      }),
      { numRuns: 500 },
    );
  });

  test("S3 sanitised once more, as it is when it is shown, stays as it is", () => {
    fc.assert(
      fc.property(hostileHtml, (html) => {
        const safe = toSafeHtml(html) ?? "";
        expect(toSafeHtml(safe)).toBe(safe);
      }),
      { numRuns: 500 },
    );
  });

  test("a second sanitiser with an empty list finds the same text and nothing to remove but tags", () => {
    fc.assert(
      fc.property(hostileHtml, (html) => {
        const safe = toSafeHtml(html) ?? "";
        const bare = sanitize(safe, { allowedTags: [], allowedAttributes: {} });
        expect(safe.replace(/<[^>]*>/g, "")).toBe(bare);
      }),
    );
  });

  test("its text never holds a tag of ours, and never throws", () => {
    fc.assert(
      fc.property(hostileHtml, (html) => {
        expect(typeof htmlToText(toSafeHtml(html) ?? "")).toBe("string");
      }),
    );
  });
});
