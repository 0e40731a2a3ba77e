import { spawn } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { findSystemPostgres } from "../server/src/testing/system-parts.ts";
import { buildWhatChanged } from "./build.ts";
import { prepareSystemParts } from "./system-packages.ts";

type Counts = { passed: number; failed: number };

const reports = ".cache/test-reports";
const journeys = ["--config", "e2e/vitest.config.ts"];
const named = process.argv.slice(2);
const counts = named.length > 0 ? await runNamed() : await runEverything();
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** `npm test -- e2e/…` names journeys, anything else names tests that need no built web app. */
async function runNamed(): Promise<Counts> {
  if (!named.some((name) => name.startsWith("e2e"))) return await runVitest("named", named);
  await buildWhatChanged();
  return await runVitest("named", [...journeys, ...named]);
}

async function runEverything(): Promise<Counts> {
  const skips = prepareSystemParts();
  await buildWhatChanged();
  const results = [await runVitest("all", []), await runOnSystemPostgres(), await runVitest("journeys", journeys)];
  for (const line of skips) console.log(line);
  // Where a machine judges a change, a test that could not run has not passed.
  const refused = process.env.CI === "true" ? skips.length : 0;
  return results.reduce((sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed }), {
    passed: 0,
    failed: refused,
  });
}

/** Guichet promises to run on any PostgreSQL from 15 on: what touches the database runs there once more. */
async function runOnSystemPostgres(): Promise<Counts> {
  const programs = findSystemPostgres();
  if (!programs) return { passed: 0, failed: 0 };
  const files = globSync("server/src/**/*.test.ts").filter((file) =>
    /\bcreate\w*Database\b/.test(readFileSync(file, "utf8")),
  );
  console.log(`\nThe database tests again, on the PostgreSQL in ${programs}:`);
  return await runVitest("system-postgres", files, { GUICHET_TEST_POSTGRES: programs });
}

async function runVitest(name: string, args: string[], env: Record<string, string> = {}): Promise<Counts> {
  mkdirSync(reports, { recursive: true });
  const file = `${reports}/${name}.json`;
  rmSync(file, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...args], {
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  const code = await new Promise<number>((resolve) => child.once("exit", (exit) => resolve(exit ?? 1)));
  return count(file, code);
}

/** A file that could not be loaded counts as one failure; so does a run that failed without saying where. */
function count(file: string, exitCode: number): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report: Report = JSON.parse(readFileSync(file, "utf8"));
  const unloaded = report.testResults.filter((one) => one.status === "failed" && one.assertionResults.length === 0);
  const failed = report.numFailedTests + unloaded.length;
  return { passed: report.numPassedTests, failed: exitCode !== 0 ? Math.max(failed, 1) : failed };
}

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};
