import type { OrganizationId } from "@guichet/contract";
import { expect, it } from "vitest";
import { createTurns } from "./take-turns.ts";

const [one, other] = ["one", "other"] as OrganizationId[] as [OrganizationId, OrganizationId];

it("R168 S37 an organization's calls go one after the other, also after one that failed; another's do not wait", async () => {
  const turns = createTurns();
  const told: string[] = [];
  let free = (): void => undefined;
  const first = turns(one, () => new Promise<void>((resolve) => (free = resolve)));
  const failing = turns(one, async () => {
    told.push("failing");
    throw new Error("no");
  });
  const third = turns(one, async () => told.push("third"));
  await turns(other, async () => told.push("other"));
  expect(told).toEqual(["other"]);
  free();
  await first;
  await expect(failing).rejects.toThrow("no");
  await third;
  expect(told).toEqual(["other", "failing", "third"]);
});

it("R168 S37 more than a minute's worth do not wait", async () => {
  const turns = createTurns();
  const ends = await Promise.allSettled(Array.from({ length: 70 }, () => turns(one, async () => undefined)));
  const refused = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
  expect(refused).toHaveLength(10);
  expect(refused[0]).toMatchObject({ code: "too_many_requests" });
  await turns(one, async () => undefined);
});

it("R168 I11 whoever has waited too long, or is answered or gone when their turn comes, has sent nothing", async () => {
  let at = 0;
  const turns = createTurns(() => at);
  const told: string[] = [];
  let free = (): void => undefined;
  let isGone = false;
  const first = turns(one, () => new Promise<void>((resolve) => (free = resolve)));
  const late = turns(one, async () => told.push("late"));
  at = 1000;
  const gone = turns(
    one,
    async () => told.push("gone"),
    () => isGone,
  );
  const patient = turns(one, async () => told.push("patient"));
  await Promise.resolve();
  [at, isGone] = [10_001, true];
  free();
  await first;
  await expect(late).rejects.toMatchObject({ code: "unavailable" });
  await expect(gone).rejects.toMatchObject({ code: "unavailable" });
  await patient;
  expect(told).toEqual(["patient"]);
});
