import { setTimeout as wait } from "node:timers/promises";
import { cores, cpuOfAll, type MachineSample, readProcesses, sampleMachine } from "./machine.ts";

/** What strangers did to the machine while something ran, as shares: of the whole machine, and of one core's time stolen. */
export type Noise = { readonly foreign: number; readonly steal: number; readonly seconds: number };
export type Verdict = { readonly quiet: true } | { readonly quiet: false; readonly reason: string };

const MOST_FOREIGN = 0.05;
const MOST_STEAL = 0.02;
/** Cores that strangers may use while we wait for a quiet moment. */
const MOST_BEFORE = 0.25;
const LOOK_MS = 2000;

/** A pair counts only if both its runs had the machine to themselves. */
export function judgeNoise(noise: Noise): Verdict {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const reasons = [
    ...(noise.foreign > MOST_FOREIGN ? [`foreign CPU ${percent(noise.foreign)} > 5 %`] : []),
    ...(noise.steal > MOST_STEAL ? [`steal ${percent(noise.steal)} > 2 %`] : []),
  ];
  return reasons.length === 0 ? { quiet: true } : { quiet: false, reason: reasons.join(", ") };
}

/** Between two samples; `ownMs` is what our own processes used. Ticks are coarse: never below nothing. */
export function computeNoise(before: MachineSample, after: MachineSample, ownMs: number, cores: number): Noise {
  const elapsed = Math.max(1, after.at - before.at);
  return {
    foreign: Math.max(0, after.busyMs - before.busyMs - ownMs) / (elapsed * cores),
    steal: Math.max(0, after.stealMs - before.stealMs) / (elapsed * cores),
    seconds: elapsed / 1000,
  };
}

/** Watches strangers from now on; `roots`: our own process trees. The answer tells what they did until it is called. */
export function watchNoise(roots: readonly number[]): () => Noise {
  const own = () => cpuOfAll([process.pid, ...roots], readProcesses());
  const before = sampleMachine();
  const ownBefore = own();
  return () => computeNoise(before, sampleMachine(), own() - ownBefore, cores);
}

/** Waits for two seconds in which strangers use less than a quarter of a core; gives up after `patienceMs`. */
export async function waitForQuiet(roots: readonly number[], patienceMs: number): Promise<boolean> {
  const until = performance.now() + patienceMs;
  do {
    const noise = watchNoise(roots);
    await wait(LOOK_MS);
    if (noise().foreign * cores < MOST_BEFORE) return true;
  } while (performance.now() < until);
  return false;
}
