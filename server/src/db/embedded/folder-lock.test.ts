import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isFolderLocked, lockFolder } from "./folder-lock.ts";
import { processMark } from "./living-process.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "guichet-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a lock is taken, known to others, and gone after release", async () => {
  const lock = await lockFolder(folder);
  expect(await isFolderLocked(folder)).toBe(true);
  await expect(lockFolder(folder)).rejects.toThrow(`in use by another Guichet (process ${process.pid})`);
  await lock.release();
  expect(await isFolderLocked(folder)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test("of twenty who want a dead holder's folder at once, one gets it", async () => {
  writeLock({ pid: process.pid, mark: "an earlier process of the same number", host: hostname() });
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
  const winners = results.filter((result) => result.status === "fulfilled");
  expect(winners).toHaveLength(1);
  expect(readdirSync(folder)).toEqual(["guichet.lock"]);
  await winners[0]?.value.release();
});

test("a torn lock file counts as nobody's", async () => {
  writeFileSync(join(folder, "guichet.lock"), '{"pid": 1');
  await (await lockFolder(folder)).release();
});

test("a holder on another host lives as long as its lock shows signs of life", async () => {
  writeLock({ pid: 1, mark: processMark(1) ?? "", host: "another-container" });
  const heart = setInterval(() => utimesSync(join(folder, "guichet.lock"), new Date(), new Date()), 200);
  await expect(lockFolder(folder)).rejects.toThrow("process 1 on another-container");
  clearInterval(heart);
});

test("a release never removes the lock of a successor", async () => {
  const first = await lockFolder(folder);
  writeLock({ pid: process.pid, mark: "successor", host: hostname() });
  await first.release();
  expect(readFileSync(join(folder, "guichet.lock"), "utf8")).toContain("successor");
});

function writeLock(holder: { pid: number; mark: string; host: string }): void {
  writeFileSync(join(folder, "guichet.lock"), JSON.stringify({ ...holder, nonce: holder.mark }));
}
