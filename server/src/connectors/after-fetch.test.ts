import { expect, test } from "vitest";
import type { MediaJob } from "../conversations/index.ts";
import { afterFetch, endsProcesses, type FetchTrouble } from "./after-fetch.ts";
import type { SendError } from "./connector.ts";

const HOUR = 3_600_000;
const NOW = 1_800_000_000_000;
const passing: SendError = { kind: "retryable", code: "503", message: "not now" };

function job(source: Partial<MediaJob["source"]>, arrivedHoursAgo = 0, attempts = 1): MediaJob {
  return { source, attempts, created_at: new Date(NOW - arrivedHoursAgo * HOUR) } as MediaJob;
}

test.each<[string, MediaJob, FetchTrouble, boolean]>([
  ["a time-out on the first day", job({}, 23), passing, true],
  ["a time-out after the first day", job({}, 25), passing, false],
  ["one of a file that a person asked for an hour ago", job({ askedAt: NOW - HOUR }, 25), passing, true],
  ["one before the platform's own expiry", job({ expiresAt: NOW + 1 }, 500), passing, true],
  ["one after the platform's own expiry", job({ expiresAt: NOW - 1 }), passing, false],
  ["a limit", job({}), { ...passing, kind: "rate_limited" }, true],
  ["the two hundredth", job({ refused: 199, expiresAt: NOW + HOUR }), passing, true],
  ["a file that is gone", job({}), { ...passing, kind: "invalid_content" }, false],
  ["our own full disk, after the expiry", job({ expiresAt: NOW - 1 }), "disk_full", true],
  ["our own stop", job({ expiresAt: NOW - 1 }), "stopped", true],
])("I8 %s", (_, media, trouble, again) => {
  expect(afterFetch(media, trouble, NOW).waitMs !== null).toBe(again);
});

test("I8 the pauses grow up to an hour; what the platform asks for is kept; ours are not counted", () => {
  const waits = [0, 1, 5, 20].map((refused) => afterFetch(job({ refused }), passing, NOW, () => 1).waitMs);
  expect(waits).toEqual([2000, 4000, 64_000, HOUR]);
  expect(afterFetch(job({ refused: 3 }), { ...passing, retryAfterMs: 7 }, NOW)).toEqual({
    ...{ waitMs: 7, refused: 4, counts: true },
  });
  expect(afterFetch(job({ refused: 3 }), "disk_full", NOW, () => 1)).toEqual({
    ...{ waitMs: 60_000, refused: 3, counts: false },
  });
  expect(afterFetch(job({ refused: 3 }), "stopped", NOW)).toEqual({ waitMs: 0, refused: 3, counts: false });
});

test("I5 forty beginnings without an end are enough, refusals not counted", () => {
  expect([40, 41].map((attempts) => endsProcesses(job({}, 0, attempts)))).toEqual([false, true]);
  expect([90, 91].map((attempts) => endsProcesses(job({ refused: 50 }, 0, attempts)))).toEqual([false, true]);
});
