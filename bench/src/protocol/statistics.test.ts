import { expect, test } from "vitest";
import { exponent, median, percentile, summarize } from "./statistics.ts";

const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);

test("percentiles are values that were measured", () => {
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile(hundred, 1)).toBe(100);
  expect(percentile([7], 0.01)).toBe(7);
  expect(() => percentile([], 0.5)).toThrow("no values");
});

test("the median of an even number lies between the two in the middle", () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([3, 1, 2])).toBe(2);
});

test("the exponent is the slope between sizes", () => {
  const grow = (power: number) => [1e4, 1e5, 1e6].map((size) => ({ size, cost: 3 * size ** power }));
  expect(exponent(grow(0))).toBeCloseTo(0);
  expect(exponent(grow(0.25))).toBeCloseTo(0.25);
  expect(exponent(grow(1).slice(0, 2))).toBeCloseTo(1);
  expect(() => exponent([{ size: 1, cost: 1 }])).toThrow("two sizes");
});

test("a summary has the figures of a table", () => {
  expect(summarize(hundred)).toEqual({ p50: 50, p95: 95, p99: 99, p999: 100, most: 100 });
});
