import { describe, expect, test } from "vitest";
import { killRandomly } from "./faults/kill-randomly.ts";
import { shortLeases } from "./faults/short-leases.ts";
import { countAcknowledged, countFaults } from "./figures.ts";
import { runSabotage } from "./sabotage/run-sabotage.ts";
import { sabotages } from "./sabotage/sabotages.ts";
import { playScenario, type Scenario, tellViolations } from "./scenario.ts";

/*
 * The share of the crash tests that every `npm test` runs; `npm run crash` runs four times the kills, every failpoint and
 * every sabotage. Real processes, a real database with its usual durability, all on loopback.
 */

describe("F-01 kill -9 at random under 32 senders", () => {
  const runs: [string, number, Partial<Scenario>][] = [
    ["a provider that knows our message ids", 40, {}],
    [
      "F-02 a provider that counts every repeat and loses 4 % of its answers",
      20,
      {
        env: { GUICHET_API_SEND_IS_NOT_IDEMPOTENT: "1" },
        manners: { idempotent: false, cutsAfter: 0.04, tells: 1 },
      },
    ],
  ];
  test.each(runs)(
    "I1–I4 %s: after %i kills nothing is lost, doubled or out of order",
    async (_, kills, options) => {
      const verdict = await playScenario({
        ...options,
        sql: shortLeases(6),
        settleSeconds: 150,
        faults: killRandomly(kills),
      });
      expect(verdict.violations, tellViolations(verdict)).toEqual([]);
      expect(verdict.unexpectedExits).toBe(0);
      expect(countFaults(verdict)).toBeGreaterThanOrEqual(kills);
      expect(countAcknowledged(verdict)).toBeGreaterThan(5 * kills);
    },
    600_000,
  );
});

describe("a harness that cannot fail proves nothing: with a protection taken away the checker says what broke", () => {
  const everyTime = [
    "unique key dropped",
    "outbox row outside the transaction",
    "acknowledged before commit",
    "blind retry of what is uncertain",
    "head-of-conversation rule removed",
  ];
  test.each(sabotages.filter(({ name }) => everyTime.includes(name)))(
    "$name",
    async (sabotage) => {
      const { caught, violations } = await runSabotage(sabotage);
      expect(caught, JSON.stringify(violations.slice(0, 10))).toBe(true);
    },
    300_000,
  );

  test("thirteen there are", () => {
    expect(new Set(sabotages.map(({ name }) => name)).size).toBe(13);
  });
});
