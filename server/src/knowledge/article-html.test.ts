import { parseArticle, plainArticle } from "@guichet/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeVectors } from "../testing/xss/vectors.ts";
import { articleHtml } from "./article-html.ts";
import { articlePage, NO_ARTICLE_PAGE } from "./article-page.ts";

const vectors = makeVectors("http://canary.example").map(({ text }) => text);
/** Every tag and attribute that a page may hold; after them no other `<` is left. */
const OURS =
  /<\/?(?:h[2-4]|p|blockquote|pre|ul|ol|li|strong|em|code)>|<(?:hr|br)>|<a href="(?:https?:\/\/|mailto:|tel:)[^"<>]*" rel="noopener noreferrer nofollow">|<\/a>/g;

function expectOurs(html: string, source: string): void {
  expect(html.replaceAll(OURS, ""), source).not.toMatch(/[<>"']/);
}

describe("the HTML of articles", () => {
  it.each([
    ["# Delivery", "<h2>Delivery</h2>"],
    ["### Small", "<h4>Small</h4>"],
    ["one\ntwo\n\nthree", "<p>one<br>two</p>\n<p>three</p>"],
    ["- one\n- **two**", "<ul><li>one</li><li><strong>two</strong></li></ul>"],
    ["1. one\n2) two", "<ol><li>one</li><li>two</li></ol>"],
    ["> said *so*", "<blockquote>said <em>so</em></blockquote>"],
    ["```\n<b>\n```", "<pre><code>&lt;b&gt;</code></pre>"],
    ["---", "<hr>"],
    ["`a*b`", "<p><code>a*b</code></p>"],
    ["2 * 3 * 4", "<p>2 * 3 * 4</p>"],
    ["\\*not\\*", "<p>*not*</p>"],
    [
      "[us](https://lumen.example/a?b=1&c=2)",
      '<p><a href="https://lumen.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">us</a></p>',
    ],
    [
      "See https://lumen.example/a.",
      '<p>See <a href="https://lumen.example/a" rel="noopener noreferrer nofollow">https://lumen.example/a</a>.</p>',
    ],
    ["[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"],
    ["[x](https://u:p@lumen.example/)", null],
    ["[x](data:text/html,hi)", "<p>[x](data:text/html,hi)</p>"],
  ])("W130 %j", (text, html) => {
    if (html === null) expect(articleHtml(text)).not.toContain("href");
    else expect(articleHtml(text)).toBe(html);
  });

  it("S1 S2 three hundred hostile texts, in every place of an article, give no tag and no address but ours", () => {
    expect(vectors.length).toBeGreaterThan(300);
    for (const vector of vectors) {
      for (const place of [
        vector,
        `# ${vector}`,
        `- ${vector}`,
        `> ${vector}`,
        `\`${vector}\``,
        `**${vector}**`,
        `[${vector}](https://lumen.example/)`,
        `[words](${vector})`,
        `[words](https://lumen.example/${vector})`,
        `https://lumen.example/${vector}`,
      ])
        expectOurs(articleHtml(place), place);
    }
  });

  it("S2 whatever is written gives our tags alone, each closed", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom(
        "**",
        "*",
        "`",
        "```",
        "[",
        "](",
        ")",
        "\n",
        "\n\n",
        "# ",
        "- ",
        "1. ",
        "> ",
        "---",
        "https://a.example/",
        "<",
        '"',
        "\\",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const html = articleHtml(pieces.join(""));
        expectOurs(html, pieces.join(""));
        for (const tag of ["a", "p", "strong", "em", "code", "ul", "ol", "li", "h2", "h3", "h4", "pre", "blockquote"])
          expect(html.split(new RegExp(`<${tag}[ >]`)).length, tag).toBe(html.split(`</${tag}>`).length);
      }),
      { seed: 130, numRuns: 3000 },
    );
  });

  it("S36 the longest article of nothing but marks is read in proportion to its length", () => {
    for (const mark of ["*", "**", "`", "[", "[a](", "**a ", "*a*", "> ", "- ", "1. ", "https://", "\\"]) {
      const text = mark.repeat(Math.ceil(50_000 / mark.length));
      expect(parseArticle(text).length).toBeGreaterThan(0);
    }
  }, 20_000);

  it("S1 title and organization stay text on the page, which names no person", () => {
    for (const vector of vectors.slice(0, 60)) {
      const html = articlePage({
        title: vector,
        text: vector,
        locale: "en",
        organizationName: vector,
        changedAt: new Date("2026-11-01T10:00:00Z"),
      });
      const inner = html.replace(/<style>[^<]*<\/style>/, "");
      const frame = /<!doctype html>|<\/?(?:html|head|title|body|header|main|article|h1|footer|time|meta)\b[^<>]*>/g;
      expect(inner.replaceAll(frame, "").replaceAll(OURS, ""), vector).not.toMatch(/[<>]/);
      expect(html).not.toMatch(/<script|<img|<iframe|<link|url\(|@import/i);
    }
    expect(NO_ARTICLE_PAGE).toContain('lang="fr"');
  });

  it("W130 an excerpt is the words without their marks", () => {
    expect(plainArticle("# Hello **you**\n\nSee [this](https://a.example/) and `that`.\n- x\n- y")).toBe(
      "Hello you See this and that. x · y",
    );
  });
});
