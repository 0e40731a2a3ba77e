import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listRows } from "../list-rows.ts";
import { SUBJECTS } from "../rows.ts";
import { repository } from "../source-files.ts";
import { countReplays, describeCount } from "./count-replays.ts";
import { drawReplays } from "./draw-replays.ts";
import { readReplays } from "./read-replays.ts";

const replays = readReplays();
const ABSENT = "server/src/testing/absent/absent.security.test.ts";
const proofs = new Map([...listRows()].filter(([row]) => row.startsWith("P")));

describe("the table of replays", () => {
  it("has each of the 161 once, in order, with classes that rows.ts knows", () => {
    expect(replays.map(({ id }) => id)).toEqual(Array.from({ length: 161 }, (_, at) => `P${at + 1}`));
    const known = Object.values(SUBJECTS).flatMap((meanings) => Object.keys(meanings));
    expect(replays.flatMap(({ classes }) => classes).filter((name) => !known.includes(name))).toEqual([]);
    expect(new Set(replays.map(({ reference }) => reference)).size).toBe(161);
  });

  it("says of each what is true: a replayed one is tried, an absent one is watched, an owed one has neither", () => {
    const wrong = replays.flatMap(({ id, here }) => {
      const files = proofs.get(id) ?? [];
      const tried = files.some((file) => file !== ABSENT);
      if (here === "replayed" && !tried) return [`${id} is said to be replayed, and no test's title names it`];
      if (here === "absent" && !files.includes(ABSENT))
        return [`${id} is said to be absent, and ${ABSENT} does not watch it`];
      if (typeof here === "object" && files.length > 0) return [`${id} is said to be owed, and ${files[0]} proves it`];
      return [];
    });
    expect(wrong).toEqual([]);
    const owed = replays.filter(({ here }) => typeof here === "object").length;
    console.log(`Vulnerabilities published by others: ${replays.length - owed} of ${replays.length} replayed`);
  });

  it("is the only place where such numbers come from, and no test with one is left out", () => {
    const known = new Set(replays.map(({ id }) => id));
    expect([...proofs.keys()].filter((row) => !known.has(row))).toEqual([]);
    const files = [...new Set([...proofs.values()].flat())];
    const left = files.filter((file) => {
      const text = readFileSync(join(repository, file), "utf8");
      return /\b(?:it|test|describe)\.(?:skip|todo|only|fails)\b[^"`\n]*["`][^"`\n]*\bP\d{1,3}\b/.test(text);
    });
    expect(left).toEqual([]);
  });

  it("docs/features.md shows it as it stands", () => {
    const page = readFileSync(join(repository, "docs/features.md"), "utf8");
    expect(page.includes(drawReplays()), "run features.test.ts with DRAW=1").toBe(true);
  });

  it("takes no row that it cannot read", () => {
    const row = "| P1 | Product | Id | What went wrong. | S1 S2 | replayed |";
    expect(readReplays(row)).toMatchObject([{ id: "P1", classes: ["S1", "S2"], here: "replayed" }]);
    expect(readReplays(row.replace("replayed", "owed: no such channel yet"))).toMatchObject([
      { here: { owed: "no such channel yet" } },
    ]);
    for (const bad of ["done", "owed:", "owed", ""])
      expect(() => readReplays(row.replace("replayed", bad)), bad).toThrow();
    for (const bad of [
      row.replace("S1 S2", "S1, S2"),
      row.replace("Product", ""),
      row.replace("P1", "P1a"),
      `${row} more |`,
    ])
      expect(() => readReplays(bad), bad).toThrow();
  });
});

describe("what a run has executed", () => {
  it("counts a row when its tests ran and passed, and names those that failed or were left out", () => {
    const folder = mkdtempSync(join(tmpdir(), "guichet-replays-"));
    const [one, two] = [join(folder, "one.json"), join(folder, "two.json")];
    const report = (...results: [string, string][]) =>
      JSON.stringify({ testResults: [{ assertionResults: results.map(([title, status]) => ({ title, status })) }] });
    writeFileSync(one, report(["S22 P1 ends", "passed"], ["P2 P3 two at once", "passed"], ["W30 no number", "failed"]));
    writeFileSync(two, report(["P3 again", "failed"], ["P4 left out", "skipped"], ["P4 tried", "passed"]));
    const count = countReplays([one, two, join(folder, "none.json")]);
    expect(count).toEqual({ proven: ["P1", "P2"], broken: ["P3", "P4"], all: 161 });
    expect(describeCount(count)).toContain("2 of 161");
    expect(describeCount(count)).toContain("P3 P4");
    expect(describeCount({ proven: [], broken: [], all: 161 })).toBe("");
    rmSync(folder, { recursive: true });
  });
});
