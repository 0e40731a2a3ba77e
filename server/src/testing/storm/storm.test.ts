import { expect, test } from "vitest";
import { runStorm } from "./storm.ts";

/** The share of the storm that every `npm test` runs; `npm run crash` has ten thousand events, each up to ten times. */
test("I1–I3 I19 a storm over every network, shuffled, repeated and killed in between, ends with exactly the expected conversations", async () => {
  const verdict = await runStorm({ seed: 20261130, events: 400, mostTimes: 4, kills: 3 });
  expect(verdict.wrong.slice(0, 10)).toEqual([]);
  expect(verdict.networks).toHaveLength(9);
  expect(verdict.kills).toBe(3);
  expect(verdict.written).toBeGreaterThan(250);
  expect(verdict.edited).toBeGreaterThan(5);
  expect(verdict.deliveries).toBeGreaterThan(300);
  expect(verdict.delivered).toBeGreaterThan(2 * verdict.deliveries);
}, 600_000);
