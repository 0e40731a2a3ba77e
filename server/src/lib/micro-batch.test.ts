import { expect, test } from "vitest";
import { BatchQueueFull, createMicroBatch } from "./micro-batch.ts";

/** A batcher whose runs wait until the test lets the oldest one go. */
function buildHeld(options: { maxBatch?: number; inFlight?: number; maxQueued?: number } = {}) {
  const runs: number[][] = [];
  const releases: (() => void)[] = [];
  const batch = createMicroBatch<number, string>({
    maxBatch: options.maxBatch ?? 10,
    inFlight: options.inFlight ?? 1,
    maxQueued: options.maxQueued ?? 100,
    async run(items) {
      runs.push(items);
      await new Promise<void>((resolve) => releases.push(resolve));
      return items.map((item) => `done ${item}`);
    },
  });
  return { batch, runs, release: () => releases.shift()?.() };
}

test("a lone item starts at once, the rest form the next batch", async () => {
  const { batch, runs, release } = buildHeld();
  const results = [1, 2, 3, 4].map((item) => batch.add(item));
  expect(runs).toEqual([[1]]);
  release();
  expect(await results[0]).toBe("done 1");
  await new Promise(setImmediate);
  expect(runs).toEqual([[1], [2, 3, 4]]);
  release();
  expect(await Promise.all(results)).toEqual(["done 1", "done 2", "done 3", "done 4"]);
});

test("no batch is larger than the limit and no more run at once than allowed", async () => {
  const { batch, runs, release } = buildHeld({ maxBatch: 2, inFlight: 2 });
  const results = Promise.all([1, 2, 3, 4, 5, 6].map((item) => batch.add(item)));
  expect(runs).toEqual([[1], [2]]);
  for (let turn = 0; turn < 4; turn += 1) {
    release();
    await new Promise(setImmediate);
  }
  expect(runs).toEqual([[1], [2], [3, 4], [5, 6]]);
  expect(await results).toHaveLength(6);
});

test("I27 one more than the queue holds is refused, the others go on", async () => {
  const { batch, release } = buildHeld({ maxQueued: 2 });
  const accepted = Promise.all([1, 2, 3].map((item) => batch.add(item)));
  await expect(batch.add(4)).rejects.toThrow(BatchQueueFull);
  release();
  await new Promise(setImmediate);
  release();
  expect(await accepted).toHaveLength(3);
});

test("I27 what no run has taken up can be taken back and gives its place free; what runs cannot", async () => {
  const { batch, runs, release } = buildHeld({ maxQueued: 2 });
  const [running, waiting, other] = [1, 2, 3].map((item) => batch.add(item));
  expect(batch.withdraw(1)).toBe(false);
  expect(batch.withdraw(2)).toBe(true);
  expect(batch.withdraw(2)).toBe(false);
  await expect(waiting).rejects.toThrow(BatchQueueFull);
  const next = batch.add(4);
  release();
  await new Promise(setImmediate);
  release();
  expect(await Promise.all([running, other, next])).toEqual(["done 1", "done 3", "done 4"]);
  expect(runs).toEqual([[1], [3, 4]]);
});

test("I27 what was taken back weighs nothing any more", async () => {
  const held = Promise.withResolvers<void>();
  const batch = createMicroBatch<number, number>({
    maxBatch: 1,
    inFlight: 1,
    maxQueued: 10,
    weigh: (item) => item,
    maxWeight: 10,
    run: (items) => held.promise.then(() => items),
  });
  const first = batch.add(4);
  const second = batch.add(6);
  await expect(batch.add(5)).rejects.toThrow(BatchQueueFull);
  batch.withdraw(6);
  await expect(second).rejects.toThrow(BatchQueueFull);
  const third = batch.add(5);
  held.resolve();
  expect(await Promise.all([first, third])).toEqual([4, 5]);
});

test("a run that throws fails its own items only", async () => {
  let runs = 0;
  const batch = createMicroBatch<number, number>({
    maxBatch: 10,
    inFlight: 1,
    maxQueued: 10,
    run(items) {
      runs += 1;
      if (runs === 2) throw new Error("broken");
      return Promise.resolve(items);
    },
  });
  const first = batch.add(1);
  const second = batch.add(2);
  expect(await first).toBe(1);
  await expect(second).rejects.toThrow("broken");
  expect(await batch.add(3)).toBe(3);
});

test("results that do not match the items are an error, never a mix-up", async () => {
  const run = () => Promise.resolve([]);
  const batch = createMicroBatch<number, number>({ maxBatch: 10, inFlight: 1, maxQueued: 10, run });
  await expect(batch.add(1)).rejects.toThrow("1 items gave 0 results");
});

test("idle waits for everything queued and running", async () => {
  const { batch, release } = buildHeld();
  await batch.idle();
  const results = Promise.all([batch.add(1), batch.add(2)]);
  let idle = false;
  const waiting = batch.idle().then(() => {
    idle = true;
  });
  release();
  await new Promise(setImmediate);
  expect(idle).toBe(false);
  release();
  await waiting;
  expect(await results).toHaveLength(2);
});

test("I27 what waits and runs weighs no more than it may; what has run makes room, and a giant alone is taken", async () => {
  let release: (() => void) | undefined;
  const batch = createMicroBatch<string, string>({
    maxBatch: 1,
    inFlight: 1,
    maxQueued: 100,
    weigh: (item) => item.length,
    maxWeight: 10,
    run: (items) =>
      new Promise((resolve) => {
        release = () => resolve(items);
      }),
  });
  const giant = batch.add("x".repeat(50));
  await expect(batch.add("y")).rejects.toThrow("Too much is waiting");
  release?.();
  expect(await giant).toHaveLength(50);
  await new Promise(setImmediate);
  const running = batch.add("12345");
  const waiting = batch.add("12345");
  await expect(batch.add("6")).rejects.toThrow("Too much is waiting");
  release?.();
  await running;
  await new Promise(setImmediate);
  const last = batch.add("12345");
  release?.();
  await waiting;
  await new Promise(setImmediate);
  release?.();
  expect(await last).toBe("12345");
});

test("I3 what is in one lane keeps its order from run to run, other lanes go on beside it and take turns", async () => {
  const runs: string[][] = [];
  const releases: (() => void)[] = [];
  const batch = createMicroBatch<string, string>({
    maxBatch: 2,
    inFlight: 2,
    maxQueued: 100,
    laneOf: (item) => item.charAt(0),
    async run(items) {
      runs.push(items);
      await new Promise<void>((resolve) => releases.push(resolve));
      return items;
    },
  });
  const results = Promise.all(["a1", "a2", "a3", "a4", "b1"].map((item) => batch.add(item)));
  const taken = batch.add("a5");
  expect(batch.withdraw("a5")).toBe(true);
  await expect(taken).rejects.toThrow(BatchQueueFull);
  expect(runs).toEqual([["a1"], ["b1"]]);
  const last = batch.add("b2");
  const release = async () => {
    releases.shift()?.();
    await new Promise(setImmediate);
  };
  await release();
  expect(runs.slice(2)).toEqual([["a2", "a3"]]);
  await release();
  expect(runs.slice(3)).toEqual([["b2"]]);
  await release();
  expect(runs.slice(4)).toEqual([["a4"]]);
  await release();
  await release();
  expect(await results).toEqual(["a1", "a2", "a3", "a4", "b1"]);
  expect(await last).toBe("b2");
  await batch.idle();
});
