import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { outsideOf } from "./test-reporters.ts";

export type Counts = { passed: number; failed: number };

const reports = ".cache/test-reports";
/** What every run of this process has reported, file by file. */
export const writtenReports: string[] = [];
/** Where the journeys in a real browser are. */
export const journeys = ["--config", "e2e/vitest.config.ts"];

/** Runs the named files, or all of a configuration, and keeps the report under `name`. */
export async function runVitest(
  name: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Counts> {
  mkdirSync(reports, { recursive: true });
  const file = `${reports}/${name}.json`;
  rmSync(file, { force: true });
  writtenReports.push(file);
  rmSync(outsideOf(file), { force: true });
  const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...args], {
    stdio: "inherit",
    // Every process that a test starts begins with what an earlier one has compiled.
    env: { NODE_COMPILE_CACHE: resolve(".cache/node"), ...process.env, GUICHET_TEST_REPORT: file, ...env },
  });
  const code = await new Promise<number>((resolve) => child.once("exit", (exit) => resolve(exit ?? 1)));
  return count(file, code);
}

export function addCounts(all: readonly Counts[]): Counts {
  return all.reduce((sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed }), {
    passed: 0,
    failed: 0,
  });
}

/** What failed in every run of this process, a line each: at the end of a long output nobody has to look for it. */
export function listFailures(): string[] {
  return writtenReports.flatMap((file) => {
    if (!existsSync(file)) return [`${file} was never written: the run died before its end`];
    const report: Report = JSON.parse(readFileSync(file, "utf8"));
    const tests = report.testResults.flatMap((one) => {
      const place = relative(process.cwd(), one.name);
      const failed = one.assertionResults.filter((test) => test.status === "failed");
      if (one.status === "failed" && failed.length === 0 && one.message)
        return [`${place}: ${firstLines(one.message)}`];
      return failed.map((test) => `${place} > ${test.fullName}: ${firstLines(test.failureMessages?.join("\n"))}`);
    });
    return [...tests, ...listOutside(file).map((error) => `${file}, outside of every test: ${firstLines(error)}`)];
  });
}

function listOutside(report: string): string[] {
  const file = outsideOf(report);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
}

function firstLines(message = ""): string {
  return stripVTControlCharacters(message).trim().split("\n").slice(0, 12).join("\n    ");
}

/** A file that could not be loaded or set up counts as one failure; so does a run that failed without saying where. */
function count(file: string, exitCode: number): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report: Report = JSON.parse(readFileSync(file, "utf8"));
  const unloaded = report.testResults.filter(
    (one) => one.status === "failed" && one.assertionResults.every((test) => test.status !== "failed"),
  );
  const failed = report.numFailedTests + unloaded.length;
  return { passed: report.numPassedTests, failed: exitCode !== 0 ? Math.max(failed, 1) : failed };
}

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
};
