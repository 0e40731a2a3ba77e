import { globSync, readFileSync } from "node:fs";
import { countReplays, describeCount } from "../server/src/testing/replays/count-replays.ts";
import { findSystemPostgres } from "../server/src/testing/system-parts.ts";
import { buildWhatChanged } from "./build.ts";
import { addCounts, type Counts, journeys, listFailures, runVitest, writtenReports } from "./run-vitest.ts";
import { listForbidden, prepareSystemParts } from "./system-packages.ts";

const named = process.argv.slice(2);
const counts = named.length > 0 ? await runNamed() : await runEverything();
const replayed = describeCount(countReplays(writtenReports));
if (replayed !== "") console.log(`\n${replayed}`);
for (const line of listFailures()) console.log(`\nFailed: ${line}`);
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
  for (const line of [...skips, ...listForbidden()]) console.log(line);
  // Where a machine judges a change, a test that could not run has not passed; nor has what was checked before (.ci/run).
  const isChecked = process.env.GUICHET_CHECK_FAILED !== "1";
  if (!isChecked) console.log("Failed: npm run check, whose output is above that of the tests");
  const refused = (process.env.CI === "true" ? skips.length : 0) + (isChecked ? 0 : 1);
  return addCounts([...results, { passed: 0, failed: refused }]);
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
