import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findLinks } from "./find-links.ts";

const linksOf = (text: string) => findLinks(text).flatMap((part) => (part.href ? [part.href] : []));

describe("links in a text", () => {
  it.each([
    ["see https://a.example/x.", ["https://a.example/x"]],
    ["(https://a.example/x)", ["https://a.example/x"]],
    ["https://a.example/x_(y)", ["https://a.example/x_(y)"]],
    ["www.a.example, and http://b.example?q=1&r=2!", ["https://www.a.example/", "http://b.example/?q=1&r=2"]],
    ["« https://a.example/é »", ["https://a.example/%C3%A9"]],
    ["HTTPS://A.EXAMPLE/X", ["https://a.example/X"]],
    ["mail me at a@b.example or visit awww.x", []],
  ])("finds them in %s", (text, links) => {
    expect(linksOf(text)).toEqual(links);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,<b>",
    "vbscript:x",
    "JaVaScRiPt:http://x",
    "https://bank.example@evil.example/",
    "https://",
    "http://[",
  ])("S1 never makes a link of %s", (text) => {
    expect(linksOf(text).every((href) => /^https?:\/\/[^@]*$/.test(href))).toBe(true);
    expect(linksOf(text).some((href) => href.includes("evil"))).toBe(false);
  });

  it("S1 changes no character of any text, and every link is http or https", () => {
    const anyText = fc
      .array(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.constantFrom("https://", "www.", "a.b", ")", "(", "javascript:", "<", '"'),
        ),
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(anyText, (text) => {
        const parts = findLinks(text);
        expect(parts.map((part) => part.text).join("")).toBe(text);
        for (const part of parts) if (part.href) expect(part.href).toMatch(/^https?:\/\//);
      }),
    );
  });
});
