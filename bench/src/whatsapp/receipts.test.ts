import { expect, test } from "vitest";
import { furthestStates, makeReceipts, readNotice } from "./receipts.ts";

const MESSAGES = 5000;
const notices = makeReceipts(MESSAGES, { inbound: true });
const read = Array.from(notices, (_, n) => readNotice(notices, n));

test("every message is sent, delivered and read, and a person writes for ten statuses", () => {
  const told = new Set(read.map((notice) => JSON.stringify(notice)));
  expect(told.size).toBe(MESSAGES * 3 + (MESSAGES * 3) / 10);
  expect(furthestStates(notices, [...notices.keys()], MESSAGES).every((state) => state === 2)).toBe(true);
});

test("one notice of twenty comes twice", () => {
  const firsts = MESSAGES * 3.3;
  expect(notices.length / firsts).toBeGreaterThan(1.04);
  expect(notices.length / firsts).toBeLessThan(1.06);
});

test("one status of twenty comes before the one that it follows", () => {
  const last = new Int8Array(MESSAGES).fill(-1);
  let early = 0;
  for (const notice of read) {
    if (notice.type !== "status") continue;
    const before = last[notice.message] ?? -1;
    if (notice.state > before + 1) early += 1;
    last[notice.message] = Math.max(before, notice.state);
  }
  expect(early / (MESSAGES * 3)).toBeGreaterThan(0.04);
  expect(early / (MESSAGES * 3)).toBeLessThan(0.06);
});

test("the same every time, and without people where they are not wanted", () => {
  expect(makeReceipts(100, { inbound: true })).toEqual(makeReceipts(100, { inbound: true }));
  const alone = makeReceipts(100, { inbound: false });
  expect(Array.from(alone, (_, n) => readNotice(alone, n).type)).not.toContain("inbound");
  expect(furthestStates(alone, [0], 100).filter((state) => state >= 0)).toHaveLength(1);
});
