import type { AwayStateId } from "@guichet/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mayChoose, presenceAfterSignIn } from "./choose-presence.ts";

const id = fc.integer({ min: 1, max: 6 }).map((n) => `${n}` as AwayStateId);
const states = fc.uniqueArray(id, { maxLength: 5 }).map((ids) => ids.map((one) => ({ id: one })));

test("W33 plain Away is offered exactly while no away state is; a state exactly while it is enabled; Available always", () => {
  fc.assert(
    fc.property(states, fc.option(id), (enabled, awayStateId) => {
      expect(mayChoose({ presence: "available" }, enabled)).toBe(true);
      const offered = awayStateId === null ? enabled.length === 0 : enabled.some((one) => one.id === awayStateId);
      expect(mayChoose({ presence: "away", awayStateId }, enabled)).toBe(offered);
    }),
  );
});

test("W34 nobody becomes Available at signing in who did not choose it", () => {
  fc.assert(
    fc.property(
      states,
      fc.constantFrom("available", "away", null),
      fc.option(id),
      (enabled, signInAvailability, signInAwayStateId) => {
        const after = presenceAfterSignIn({ signInAvailability, signInAwayStateId }, enabled);
        expect(after?.presence ?? null).toBe(signInAvailability);
        if (after?.presence === "away" && after.awayStateId !== null)
          expect(enabled.map((one) => one.id)).toContain(after.awayStateId);
      },
    ),
  );
});
