import { expect, test } from "vitest";
import { createRandom, logNormal, nextArrivalMs, pickWeighted, seededUuid, zipf } from "./random.ts";

const many = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, make);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test("the same seed gives the same numbers, known ones of mulberry32", () => {
  const random = createRandom(1);
  expect(many(3, random).map((value) => Math.round(value * 2 ** 32))).toEqual([2693262067, 11749833, 2265367787]);
  expect(many(100, createRandom(7))).toEqual(many(100, createRandom(7)));
  expect(many(100, createRandom(7))).not.toEqual(many(100, createRandom(8)));
});

test("Zipf keeps to its range and its first ranks have their share", () => {
  const random = createRandom(2);
  const ranks = many(100_000, () => zipf(random, 1000, 0.8));
  expect(Math.min(...ranks)).toBe(0);
  expect(Math.max(...ranks)).toBeLessThan(1000);
  // The integral over [1, 2) of x^-0.8 divided by the one over [1, 1001).
  const share = (2 ** 0.2 - 1) / (1001 ** 0.2 - 1);
  expect(ranks.filter((rank) => rank === 0).length / ranks.length).toBeCloseTo(share, 2);
  expect(zipf(() => 0.999999999, 10, 1)).toBe(9);
  expect(zipf(() => 0, 10, 1)).toBe(0);
});

test("log-normal lengths have their median", () => {
  const random = createRandom(3);
  const lengths = many(20_001, () => logNormal(random, 90, 0.95)).sort((a, b) => a - b);
  expect(lengths[10_000]).toBeGreaterThan(86);
  expect(lengths[10_000]).toBeLessThan(94);
});

test("arrivals come at the rate that was asked", () => {
  const random = createRandom(5);
  expect(mean(many(50_000, () => nextArrivalMs(random, 500)))).toBeCloseTo(2, 1);
});

test("weights are kept and ids are UUIDs of version 7 that sort by time", () => {
  const random = createRandom(4);
  const picked = many(10_000, () =>
    pickWeighted(random, [
      ["a", 9],
      ["b", 1],
    ] as const),
  );
  expect(picked.filter((value) => value === "b").length).toBeGreaterThan(850);
  const ids = [1_700_000_000_000, 1_700_000_000_001].map((at) => seededUuid(random, at));
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([...ids].sort()).toEqual(ids);
});
