import { expect, test, vi } from "vitest";
import { uuidV7 } from "./uuid-v7.ts";

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function timeOf(id: string): number {
  return Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
}

test("an id has the shape of a version 7 UUID and carries the time", () => {
  const before = Date.now();
  const id = uuidV7();
  expect(id).toMatch(shape);
  expect(timeOf(id)).toBeGreaterThanOrEqual(before);
  expect(timeOf(uuidV7(1_700_000_000_123))).toBe(1_700_000_000_123);
});

test("20,000 ids in a burst ascend and differ", () => {
  const ids = Array.from({ length: 20_000 }, () => uuidV7());
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
});

test("ids asked for the same given time ascend", () => {
  const ids = Array.from({ length: 1_000 }, () => uuidV7(1_650_000_000_000));
  expect([...ids].sort()).toEqual(ids);
  expect(timeOf(ids.at(-1) ?? "")).toBe(1_650_000_000_000);
});

test("ids still ascend when the clock steps back an hour", () => {
  const first = uuidV7();
  vi.spyOn(Date, "now").mockReturnValue(Date.now() - 3_600_000);
  const second = uuidV7();
  vi.restoreAllMocks();
  expect(second > first).toBe(true);
});

test("a given time in the past does not hold back later ids", () => {
  uuidV7();
  expect(timeOf(uuidV7(1_000))).toBe(1_000);
  expect(Math.abs(timeOf(uuidV7()) - Date.now())).toBeLessThan(1_000);
});
