import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { readPostmasterFile } from "../../db/embedded/postmaster-file.ts";
import { shortLeases } from "./faults/short-leases.ts";
import { countAcknowledged } from "./figures.ts";
import { call } from "./load/http-call.ts";
import { playScenario, type Stage, tellViolations } from "./scenario.ts";

/** What whoever watches us hears until it is back, and nothing else. */
const AWAY = 503;
const NEVER_MS = 60_000;

test("F-04 I1–I4 kill -9 of the database alone, with its processes or without: 503, then it goes on by itself, and nothing is lost", async () => {
  const rounds: { heard: number[]; back: number }[] = [];
  const verdict = await playScenario({
    sql: shortLeases(5),
    settleSeconds: 150,
    faults: async (stage) => {
      for (const alone of [true, false, true]) {
        await sleep(2500);
        rounds.push(await killDatabase(stage, alone));
      }
      for (const end = Date.now() + NEVER_MS; stage.acknowledged() <= 100 && Date.now() < end; ) await sleep(100);
    },
  });
  expect(verdict.violations, tellViolations(verdict)).toEqual([]);
  expect(verdict.unexpectedExits).toBe(0);
  expect(countAcknowledged(verdict)).toBeGreaterThan(100);
  for (const { heard, back } of rounds) {
    expect(back).toBeLessThan(NEVER_MS);
    expect(new Set(heard)).toEqual(new Set([AWAY]));
  }
}, 480_000);

/** Asks until there is health again; what was said before that. */
async function killDatabase(
  { house, server, note }: Stage,
  alone: boolean,
): Promise<{ heard: number[]; back: number }> {
  const postmaster = readPostmasterFile(`${house.dataDir}/postgres`)?.pid ?? 0;
  const children = alone ? [] : childrenOf(postmaster);
  for (const pid of [postmaster, ...children]) process.kill(pid, "SIGKILL");
  const began = Date.now();
  const heard: number[] = [];
  while (Date.now() - began < NEVER_MS) {
    const answer = await call({ url: `${server.url}/healthz` });
    if (answer !== "unknown" && answer.status === 200 && heard.length > 0) break;
    if (answer !== "unknown" && answer.status !== 200) heard.push(answer.status);
    await sleep(20);
  }
  const back = Date.now() - began;
  note(`database killed ${alone ? "alone" : "with its processes"}`, back);
  return { heard, back };
}

function childrenOf(pid: number): number[] {
  const numbers = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return numbers.map(Number).filter((child) => parentOf(child) === pid);
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}
