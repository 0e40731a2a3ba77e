import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { keepEach } from "./keep-each.ts";

it("reads once for each key, for all who ask at once", async () => {
  const read: string[] = [];
  const kept = keepEach(async (key: string) => {
    read.push(key);
    await wait(5);
    return key.length;
  }, 60_000);
  expect(await Promise.all([kept.of("a"), kept.of("a"), kept.of("bb")])).toEqual([1, 1, 2]);
  expect(await kept.of("bb")).toBe(2);
  expect(read).toEqual(["a", "bb"]);
});

it("what is forgotten while it is being read is read again", async () => {
  let now = 1;
  let goOn = () => {};
  const kept = keepEach(async () => {
    const seen = now;
    if (seen === 1) await new Promise<void>((resolve) => (goOn = resolve));
    return seen;
  }, 60_000);
  const early = kept.of("a");
  now = 2;
  kept.forget("a");
  expect(await kept.of("a")).toBe(2);
  goOn();
  expect(await early).toBe(1);
  expect(await kept.of("a")).toBe(2);
});

it("a failure is told and not remembered; what failed late takes nothing newer with it", async () => {
  let fails = true;
  const kept = keepEach(async () => {
    if (fails) throw new Error("away");
    return "there";
  }, 60_000);
  const first = kept.of("a");
  kept.forget("a");
  fails = false;
  const second = kept.of("a");
  await expect(first).rejects.toThrow("away");
  expect(await second).toBe("there");
  fails = true;
  expect(await kept.of("a")).toBe("there");
});

it("lasts no longer than its time", async () => {
  let reads = 0;
  const kept = keepEach(async () => ++reads, 0);
  expect([await kept.of("a"), await kept.of("a")]).toEqual([1, 2]);
});
