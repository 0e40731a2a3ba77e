import { expect, test } from "vitest";
import { computeNoise, judgeNoise } from "./gate.ts";
import { cpuOf, cpuOfAll, descendants, type ProcessTree, readProcesses, sampleMachine } from "./machine.ts";

test("a run that had the machine to itself counts", () => {
  expect(judgeNoise({ foreign: 0.05, steal: 0.02, seconds: 1 })).toEqual({ quiet: true });
});

test("strangers and a busy host make a run void, with the reason", () => {
  expect(judgeNoise({ foreign: 0.31, steal: 0, seconds: 1 })).toEqual({
    quiet: false,
    reason: "foreign CPU 31.0 % > 5 %",
  });
  expect(judgeNoise({ foreign: 0.06, steal: 0.03, seconds: 1 })).toMatchObject({ reason: /foreign.*steal/ });
});

test("noise is what is busy without us, as a share of all cores", () => {
  const before = { at: 0, busyMs: 1000, stealMs: 0 };
  const after = { at: 1000, busyMs: 2500, stealMs: 20 };
  expect(computeNoise(before, after, 1300, 2)).toEqual({ foreign: 0.1, steal: 0.01, seconds: 1 });
  expect(computeNoise(before, after, 9000, 2).foreign).toBe(0);
});

test("a tree's CPU is that of all its living and ended descendants", () => {
  const process = (parent: number, cpuMs: number, childrenMs = 0) => ({ parent, cpuMs, childrenMs, rssKb: 1 });
  const tree: ProcessTree = new Map([
    [1, process(0, 5)],
    [2, process(1, 10, 100)],
    [3, process(2, 20)],
    [4, process(3, 40)],
    [5, process(1, 80)],
  ]);
  expect(descendants(2, tree)).toEqual([2, 3, 4]);
  expect(cpuOf(2, tree)).toBe(170);
  // The generator is the parent of what it starts: nothing of ours may be taken off the machine's work twice.
  expect(cpuOfAll([1, 2, 3], tree)).toBe(cpuOf(1, tree));
});

test("this machine can be read", () => {
  expect(sampleMachine().busyMs).toBeGreaterThan(0);
  expect(readProcesses().get(process.pid)?.rssKb).toBeGreaterThan(1000);
});
