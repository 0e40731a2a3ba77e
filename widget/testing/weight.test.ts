import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildWidget } from "./browser.ts";

const MOST_BYTES = 15_000;

describe("weight", () => {
  it("B17 everything the messenger loads on a customer's page is at most 15 kB, compressed", async () => {
    const script = readFileSync(await buildWidget());
    const weight = execFileSync("gzip", ["-9", "-c"], { input: script }).length;
    expect(weight).toBeLessThanOrEqual(MOST_BYTES);
    expect(`${script}`).not.toMatch(/\beval\(|new Function|innerHTML|\bimport\(|ZodError/);
  });
});
