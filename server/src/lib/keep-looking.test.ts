import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepLooking, type Looking, type Round } from "./keep-looking.ts";
import type { Log } from "./log.ts";

const NOTHING: Round = { done: 0, more: false };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Looks every second; every round waits until the test ends it. */
function buildHeld(changes: Partial<Looking> = {}) {
  const rounds: PromiseWithResolvers<Round>[] = [];
  const failures: unknown[] = [];
  const ignore = () => undefined;
  const log: Log = { info: ignore, warn: ignore, debug: ignore, error: (...line) => void failures.push(line) };
  const wake = vi.fn();
  const round = () => {
    const begun = Promise.withResolvers<Round>();
    rounds.push(begun);
    return begun.promise;
  };
  const kept = keepLooking({
    everyMs: 1000,
    whenLate: "skipped",
    look: (repeat) => repeat(round),
    wake,
    log,
    failure: "could not look",
    ...changes,
  });
  const end = async (result: Round) => {
    rounds.at(-1)?.resolve(result);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { kept, rounds, round, failures, wake, end };
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

it("looks for the first time when its time has come, or at once when it is nudged", async () => {
  const { rounds } = buildHeld();
  await pass(999);
  expect(rounds).toHaveLength(0);
  await pass(1);
  expect(rounds).toHaveLength(1);
  const nudged = buildHeld();
  nudged.kept.nudge();
  expect(nudged.rounds).toHaveLength(1);
});

it("goes on while there is more, and wakes after every round that did something", async () => {
  const { rounds, wake, end } = buildHeld();
  await pass(1000);
  await end({ done: 2, more: true });
  expect([rounds.length, wake.mock.calls.length]).toEqual([2, 1]);
  await end({ done: 0, more: true });
  expect([rounds.length, wake.mock.calls.length]).toEqual([3, 1]);
  await end({ done: 1, more: false });
  expect([rounds.length, wake.mock.calls.length]).toEqual([3, 2]);
  await pass(1000);
  expect(rounds).toHaveLength(4);
});

it("one look at a time: a time that comes late is skipped, a nudge is a round more", async () => {
  const { kept, rounds, end } = buildHeld();
  await pass(3500);
  expect(rounds).toHaveLength(1);
  await end(NOTHING);
  expect(rounds).toHaveLength(1);
  await pass(500);
  kept.nudge();
  kept.nudge();
  expect(rounds).toHaveLength(2);
  await end(NOTHING);
  expect(rounds).toHaveLength(3);
  await end(NOTHING);
  expect(rounds).toHaveLength(3);
});

it("a time that comes late can count as a nudge", async () => {
  const { rounds, end } = buildHeld({ whenLate: "nudges" });
  await pass(1000);
  await end(NOTHING);
  expect(rounds).toHaveLength(1);
  await pass(2500);
  expect(rounds).toHaveLength(2);
  await end(NOTHING);
  expect(rounds).toHaveLength(3);
});

it("a failure is logged and ends the look with all that would have followed; the next begins anew", async () => {
  const steps: string[] = [];
  const looks: Looking["look"][] = [
    (repeat) => repeat(() => Promise.reject(new Error("away"))),
    (repeat) => repeat(async () => NOTHING),
  ];
  const { failures } = buildHeld({
    look: async (repeat) => {
      steps.push("first");
      await looks.shift()?.(repeat);
      steps.push("second");
    },
  });
  await pass(1000);
  expect(failures).toEqual([["could not look", {}, new Error("away")]]);
  expect(steps).toEqual(["first"]);
  await pass(1000);
  expect(steps).toEqual(["first", "first", "second"]);
  expect(failures).toHaveLength(1);
});

it("stop waits for the round that runs, and none begins after it", async () => {
  const { kept, rounds, end } = buildHeld();
  await pass(1000);
  let stopped = false;
  const stopping = kept.stop().then(() => {
    stopped = true;
  });
  await pass(0);
  expect(stopped).toBe(false);
  kept.nudge();
  await end({ done: 1, more: true });
  await stopping;
  kept.nudge();
  await pass(5000);
  expect(rounds).toHaveLength(1);
});

it("what a look does after its rounds is done even when it was stopped meanwhile, further rounds are not", async () => {
  const steps: string[] = [];
  const held = Promise.withResolvers<Round>();
  const { kept } = buildHeld({
    async look(repeat) {
      await repeat(() => held.promise);
      await repeat(async () => {
        steps.push("another round");
        return NOTHING;
      });
      steps.push("afterwards");
    },
  });
  kept.nudge();
  const stopping = kept.stop();
  held.resolve(NOTHING);
  await stopping;
  expect(steps).toEqual(["afterwards"]);
});
