import { expect, test } from "vitest";
import { planPast, STILL_NEW, STILL_PENDING } from "./plan-past.ts";

const now = Date.parse("2026-11-22T15:00:00.000Z");
const plan = (seed: number) => planPast({ seed, now, conversations: 300 });

test("the same seed and instant give the same past, another seed another one", () => {
  expect(plan(7)).toEqual(plan(7));
  expect(plan(7)).not.toEqual(plan(8));
});

test.each([1, 2, 3, 1987])(
  "the past of seed %i lies before now, and a contact never has two conversations at once",
  (seed) => {
    for (const life of plan(seed)) {
      let free = Number.NEGATIVE_INFINITY;
      for (const { steps, end } of life) {
        const instants = steps.map((step) => step.at);
        expect(instants).toEqual([...instants].sort((a, b) => a - b));
        expect(instants[0]).toBeGreaterThan(free);
        expect(instants.at(-1)).toBeLessThan(now);
        free = end === "resolved" ? (instants.at(-1) ?? 0) : Number.POSITIVE_INFINITY;
      }
    }
  },
);

test("a past has the size and the mix that was asked for", () => {
  const all = plan(1987).flat();
  const ending = (end: string) => all.filter((conversation) => conversation.end === end).length;
  expect([all.length, ending("new"), ending("pending")]).toEqual([300, STILL_NEW, STILL_PENDING]);
  expect(new Set(all.map((conversation) => conversation.topic)).size).toBe(12);
  expect(new Set(all.map((conversation) => conversation.contact.language)).size).toBe(6);
});
