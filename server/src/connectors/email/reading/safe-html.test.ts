import fc from "fast-check";
import sanitize from "sanitize-html";
import { describe, expect, test } from "vitest";
import { htmlToText } from "./html-to-text.ts";
import { toSafeHtml } from "./safe-html.ts";

/** Pieces that sanitisers have tripped over, put together in any order. */
const pieces = fc.constantFrom(
  "<script>",
  "</script>",
  "<style>",
  "</style>",
  "<svg>",
  "<math>",
  "<mi>",
  "<mtext>",
  "<foreignObject>",
  "<title>",
  "<xmp>",
  "<textarea>",
  "<noscript>",
  "<template>",
  "<iframe srcdoc='",
  "<img src=x onerror=alert(1)>",
  "<img src='cid:a'>",
  "<img src='https://x.org/a.png'>",
  "<a href='javascript:alert(1)'>",
  '<a href="&#106;avascript:x">',
  "<a href='data:text/html,x'>",
  "<a xlink:href='vbscript:x'>",
  "<form action='x'>",
  "<input formaction=javascript:x>",
  "<button>",
  "<video poster='javascript:x' src=x>",
  "<p style='background:url(javascript:x)'>",
  "<p style='color:red;x:expression(1)'>",
  '<div style="width:1px;position:fixed">',
  "<table background='http://x'>",
  "<animate attributeName=href values='javascript:x'>",
  "<meta http-equiv=refresh>",
  "<base href=x>",
  "<link rel=stylesheet href=x>",
  "<object data=x>",
  "<embed src=x>",
  "<b>",
  "</b>",
  "<p>",
  "</p>",
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "<?xml ?>",
  "'",
  '"',
  ">",
  "<",
  "&lt;script&gt;",
  "&amp;",
  "text ",
  "\u0000",
  "é",
  "<scr<script>ipt>",
);
const hostile = fc
  .array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 30 })
  .map((parts) => parts.join(""));

const forbiddenTag =
  /<(?:script|style|svg|math|iframe|object|embed|form|input|button|textarea|meta|base|link|video|audio|template|noscript|xmp|title|animate|foreignobject)\b/i;
const forbiddenAttribute =
  /<[^>]*\s(?:on\w+|src(?!="cid:[\w%.!~*'()-]+")|srcset|srcdoc|action|formaction|poster|background|xlink:href|data|id|class|name)\s*=/i;

describe("S2 HTML of strangers", () => {
  test("holds no forbidden element, attribute or address, whatever it is made of", () => {
    fc.assert(
      fc.property(hostile, (html) => {
        const safe = toSafeHtml(html) ?? "";
        expect(safe).not.toMatch(forbiddenTag);
        expect(safe).not.toMatch(forbiddenAttribute);
        expect(safe.replace(/>[^<]*</g, "><")).not.toMatch(/(?:javascript|vbscript|data):/i);
        for (const [, style] of safe.matchAll(/style="([^"]*)"/g))
          expect(style).not.toMatch(/url|expression|position|import/i);
      }),
      { numRuns: 500 },
    );
  });

  test("S3 sanitised once more, as it is when it is shown, stays as it is", () => {
    fc.assert(
      fc.property(hostile, (html) => {
        const safe = toSafeHtml(html) ?? "";
        expect(toSafeHtml(safe)).toBe(safe);
      }),
      { numRuns: 500 },
    );
  });

  test("a second sanitiser with an empty list finds the same text and nothing to remove but tags", () => {
    fc.assert(
      fc.property(hostile, (html) => {
        const safe = toSafeHtml(html) ?? "";
        const bare = sanitize(safe, { allowedTags: [], allowedAttributes: {} });
        expect(safe.replace(/<[^>]*>/g, "")).toBe(bare);
      }),
    );
  });

  test("its text never holds a tag of ours, and never throws", () => {
    fc.assert(
      fc.property(hostile, (html) => {
        expect(typeof htmlToText(toSafeHtml(html) ?? "")).toBe("string");
      }),
    );
  });
});
