import { expect, test } from "vitest";
import type { Health } from "./connector.ts";
import { sparingTimes, type WatchTimes, watchEvery, watchTimes } from "./watch-every.ts";

/** A look asks a few times, each for half a minute at most; a mail leaves soon after. */
const ANSWER_AND_MAIL_MS = 60_000;

test.each([
  ["a platform", watchTimes],
  ["a platform that counts calls together", sparingTimes],
])("I16 people know within five minutes that %s no longer brings anything", (_title, { firstMs, everyMs }) => {
  expect(Math.max(firstMs, everyMs) + ANSWER_AND_MAIL_MS).toBeLessThanOrEqual(5 * 60_000);
});

test("I16 it is looked at after the first moment and then again and again, until it ends", async () => {
  const stop = new AbortController();
  const times: WatchTimes = { firstMs: 1, everyMs: 2 };
  const reports: Health[] = [];
  const report = (health: Health) => {
    reports.push(health);
    if (reports.length === 3) stop.abort();
  };
  await watchEvery(async () => ({ state: "ok", checks: [] }), report, stop, times);
  expect(reports).toHaveLength(3);
});
