import type { OrganizationId } from "@guichet/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  CHAIN_START,
  type ChainedLine,
  findBreak,
  hashLine,
  type SettingsLine,
  toCanonicalJson,
} from "./settings-chain.ts";

const start = { number: "0", hash: CHAIN_START };

function buildChain(length: number): ChainedLine[] {
  const lines: ChainedLine[] = [];
  for (let number = 1; number <= length; number += 1) {
    const line: SettingsLine = {
      organizationId: "0192" as OrganizationId,
      number: String(number),
      id: `id ${number}`,
      at: new Date(number * 1000),
      actorId: null,
      actorName: "Ada",
      action: "user.created",
      subject: `Person ${number}`,
      before: null,
      after: { a: number, b: [1, { c: null }] },
      address: "203.0.113.9",
    };
    const previousHash = lines.at(-1)?.hash ?? CHAIN_START;
    lines.push({ ...line, previousHash, hash: hashLine(line, previousHash) });
  }
  return lines;
}

test("S48 an untouched chain has no break", () => {
  expect(findBreak(buildChain(20), start)).toBeUndefined();
  expect(findBreak([], start)).toBeUndefined();
});

const touch: Record<string, (line: ChainedLine) => ChainedLine> = {
  actor: (line) => ({ ...line, actorName: "Eve" }),
  after: (line) => ({ ...line, after: { a: 0 } }),
  time: (line) => ({ ...line, at: new Date(line.at.getTime() + 1) }),
  address: (line) => ({ ...line, address: "" }),
  // Whoever can write may compute a hash too; the next line still points to the old one.
  "subject, hashed again": (line) => {
    const forged = { ...line, subject: "Nobody" };
    return { ...forged, hash: hashLine(forged, forged.previousHash) };
  },
};

test.each(Object.entries(touch))("S48 a changed line is found: %s", (_what, change) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 18 }), (index) => {
      const lines = buildChain(20).map((line, i) => (i === index ? change(line) : line));
      const found = Number(findBreak(lines, start));
      expect([index + 1, index + 2]).toContain(found);
    }),
  );
});

test("S48 a removed line and one put in are found", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 18 }), (index) => {
      const lines = buildChain(20);
      expect(findBreak(lines.toSpliced(index, 1), start)).toBe(String(index + 1));
      const [first] = buildChain(1);
      if (first !== undefined) expect(findBreak(lines.toSpliced(index, 0, first), start)).toBeDefined();
    }),
  );
});

test("S48 the order of keys does not matter, as jsonb does not keep it", () => {
  expect(toCanonicalJson({ b: { d: 1, c: 2 }, a: [{ z: 1, y: 2 }] })).toBe('{"a":[{"y":2,"z":1}],"b":{"c":2,"d":1}}');
});
