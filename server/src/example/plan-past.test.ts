import { expect, test } from "vitest";
import { planOddDays } from "./odd-days/plan-odd-days.ts";
import { planPast, STILL_NEW, STILL_PENDING } from "./plan-past.ts";

const now = Date.parse("2026-11-22T15:00:00.000Z");
const plan = (seed: number) => [...planPast({ seed, now, conversations: 300, mail: true }), ...planOddDays(now)];

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

test("W62 some of those who wait come back by themselves, later than now", () => {
  const pending = planPast({ seed: 1987, now, conversations: 300 })
    .flat()
    .filter((conversation) => conversation.end === "pending");
  const dues = pending.flatMap(({ steps }) => steps.flatMap((step) => (step.type === "boomerang" ? [step.due] : [])));
  expect(dues.length).toBe(Math.ceil(STILL_PENDING / 3));
  expect(Math.min(...dues)).toBeGreaterThan(now);
});

test("a past has the size and the mix that was asked for", () => {
  const all = planPast({ seed: 1987, now, conversations: 300 }).flat();
  const ending = (end: string) => all.filter((conversation) => conversation.end === end).length;
  expect([all.length, ending("new"), ending("pending")]).toEqual([300, STILL_NEW, STILL_PENDING]);
  expect(new Set(all.map((conversation) => conversation.topic)).size).toBe(12);
  expect(new Set(all.map((conversation) => conversation.contact.language)).size).toBe(6);
});

test("whatever was finished in the last day was open in front of its agent before", () => {
  const today = planPast({ seed: 1987, now, conversations: 300 })
    .flat()
    .filter(({ end, steps }) => end !== "new" && (steps.at(-1)?.at ?? 0) > now - 86_400_000);
  expect(today.length).toBeGreaterThan(20);
  for (const { steps } of today)
    for (const [n, step] of steps.entries())
      if (step.type === "reply")
        expect(steps.slice(0, n)).toContainEqual(expect.objectContaining({ type: "open", agent: step.agent }));
});

test("mails have subjects and senders with an address; without a mail server nobody writes one", () => {
  const mails = planPast({ seed: 1987, now, conversations: 300, mail: true })
    .flat()
    .filter(({ contact }) => contact.channel === "Support mail");
  expect(mails.length).toBeGreaterThan(15);
  for (const { subject, contact } of mails) {
    expect(subject).toMatch(/^.{8,72}$/);
    expect(contact.externalId).toMatch(/^[a-z.]+\.\d\d@mail\.example$/);
  }
  const channels = planPast({ seed: 1987, now, conversations: 300 })
    .flat()
    .map(({ contact }) => contact.channel);
  expect(channels).not.toContain("Support mail");
});
