import { expect, test } from "vitest";
import type { SendError } from "../connector.ts";
import { afterPhoto } from "./after-photo.ts";

const error = (kind: SendError["kind"], retryAfterMs?: number): SendError => ({
  ...{ kind, code: "", message: "" },
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});

test("I8 pauses grow from half a minute to hours, and the eighth try is the last", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => afterPhoto(attempts, error("retryable"), () => 0));
  expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 960_000, 1_920_000, null]);
});

test.each([
  ["what the network asks for", error("rate_limited", 90_000), 90_000],
  ["a day at most", error("rate_limited", 10 * 86_400_000), 86_400_000],
  ["a second at least", error("rate_limited", 0), 1000],
  ["never, where it refuses", error("permission"), null],
  ["never, where it is no picture", error("invalid_content"), null],
])("I9 it is waited: %s", (_what, given, expected) => {
  expect(afterPhoto(1, given, () => 0)).toBe(expected);
});
