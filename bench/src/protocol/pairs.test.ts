import { expect, test } from "vitest";
import { type Pair, type Run, ratioOf, runPairs, voidReason } from "./pairs.ts";

const run = (rate: number, foreign = 0): Run => ({
  figures: { rate },
  noise: { foreign, steal: 0, seconds: 1 },
  errors: [],
});
const pair = (floor: number, product: number): Pair => ({ floor: run(floor), product: run(product), void: null });

test("the ratio is the median of the pairs' ratios with its least and most", () => {
  expect(ratioOf([pair(100, 50), pair(200, 80), pair(10, 9)], "rate")).toEqual({ median: 0.5, least: 0.4, most: 0.9 });
  expect(ratioOf([], "rate")).toBeUndefined();
  expect(ratioOf([pair(1, 1)], "p99")).toBeUndefined();
});

test("one noisy run makes its pair void", () => {
  expect(voidReason(true, run(1), run(1))).toBeNull();
  expect(voidReason(true, run(1), run(1, 0.4))).toContain("foreign CPU 40.0 %");
  expect(voidReason(false, run(1), run(1))).toBe("no quiet start");
});

test("the order alternates, and too many void pairs end it", async () => {
  const order: string[] = [];
  const side = (name: string) => async () => {
    order.push(name);
    return run(1, 0.9);
  };
  const pairs = await runPairs({ pairs: 5, mostVoid: 2, patienceMs: 0 }, () => [], {
    floor: side("floor"),
    product: side("product"),
  });
  expect(order).toEqual(["floor", "product", "product", "floor"]);
  expect(pairs.every((made) => made.void !== null)).toBe(true);
});
