import { describe, expect, it } from "vitest";
import { shortLinkToken } from "./short-link.ts";
import { toSlug } from "./slug.ts";
import { linksIn, shortenLinks } from "./template-links.ts";

describe("links of a response", () => {
  it("W134 addresses are found without what ends the sentence", () => {
    const urls = linksIn("See https://a.example/x?y=1, (https://b.example/z) and http://c.example/(d).").map(
      ({ url }) => url,
    );
    expect(urls).toEqual(["https://a.example/x?y=1", "https://b.example/z", "http://c.example/(d)"]);
  });

  it("W134 an address with a placeholder, a password or another scheme is left as it is", () => {
    for (const text of [
      "https://a.example/?name={{contact.name}}",
      "https://a.example/{{attribute.Order number|x}}/y",
      "https://u:p@a.example/",
      "javascript:alert(1) ftp://a.example/ https://",
    ])
      expect(linksIn(text), text).toEqual([]);
  });

  it("W134 only known addresses are replaced, wherever they stand", () => {
    const short = new Map([["https://a.example/", "https://g.example/l/1"]]);
    expect(shortenLinks("https://a.example/ https://a.example/b https://a.example/.", short)).toBe(
      "https://g.example/l/1 https://a.example/b https://g.example/l/1.",
    );
  });

  it("W134 a token depends on key, organization, response and address, and is 96 bits long", () => {
    const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const tokens = [
      shortLinkToken(key, "o" as never, "i" as never, "https://a.example/"),
      shortLinkToken(other, "o" as never, "i" as never, "https://a.example/"),
      shortLinkToken(key, "p" as never, "i" as never, "https://a.example/"),
      shortLinkToken(key, "o" as never, "j" as never, "https://a.example/"),
      shortLinkToken(key, "o" as never, "i" as never, "https://a.example/b"),
    ];
    expect(new Set(tokens).size).toBe(5);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{16}$/);
    expect(shortLinkToken(key, "o" as never, "i" as never, "https://a.example/")).toBe(tokens[0]);
  });

  it.each([
    ["Où est ma lampe ?", "ou-est-ma-lampe"],
    ["  --Returns & refunds--  ", "returns-refunds"],
    ["電球", "article"],
    ["x".repeat(200), "x".repeat(80)],
  ])("W130 the address of %j is read as %s", (title, slug) => {
    expect(toSlug(title)).toBe(slug);
  });
});
