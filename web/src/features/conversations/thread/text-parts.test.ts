import { expect, it } from "vitest";
import { splitText } from "./text-parts.ts";

const links = (text: string) => splitText(text).flatMap((part) => (part.type === "link" ? part.href : []));

it.each([
  ["see https://example.org/a?b=1.", ["https://example.org/a?b=1"]],
  ["(https://example.org/wiki/Bern_(city))", ["https://example.org/wiki/Bern_(city)"]],
  ["write to anna@example.org, please", ["mailto:anna@example.org"]],
  ["-anna.b+c@example.org and ...kai@example.org", ["mailto:anna.b+c@example.org", "mailto:kai@example.org"]],
  ["javascript:alert(1) and ftp://example.org", []],
  ["« https://example.org/é »", ["https://example.org/é"]],
  ["two: http://a.example http://b.example!", ["http://a.example", "http://b.example"]],
])("finds the addresses in %j", (text, expected) => {
  expect(links(text)).toEqual(expected);
});

it("loses no character", () => {
  const text = "Hi @Kai Wong, look: https://example.org/x), or (mail a@b.example).\n\n  Bye";
  expect(
    splitText(text, ["Kai Wong"])
      .map((part) => part.text)
      .join(""),
  ).toBe(text);
});

it("W99 finds the names of mentioned colleagues, the longest first", () => {
  const mentions = splitText("@Kai Wong-Lee and @Kai Wong (a.b*)", ["Kai Wong", "Kai Wong-Lee", ""]);
  expect(mentions.filter((part) => part.type === "mention").map((part) => part.text)).toEqual([
    "@Kai Wong-Lee",
    "@Kai Wong",
  ]);
});

it("S36 whatever a contact writes, 100 kB of it are split in under 50 ms", () => {
  for (const piece of ["a.", "a@", "https://x.y/)", ".", ")", "https://", "a.b@c.d.", "@", "(https://x.y/"])
    for (const text of [piece.repeat(100_000 / piece.length), `https://x.y/${piece.repeat(100_000 / piece.length)}`]) {
      const started = process.cpuUsage().user;
      splitText(text);
      expect((process.cpuUsage().user - started) / 1000, piece).toBeLessThan(50);
    }
});
