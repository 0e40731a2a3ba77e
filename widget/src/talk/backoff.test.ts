import { describe, expect, it } from "vitest";
import { backoffMs } from "./backoff.ts";

describe("waiting before the next try", () => {
  it("I13 grows, differs from browser to browser, and is never longer than 5 s for somebody who looks", () => {
    const least = [0, 1, 2, 3, 50].map((failures) => backoffMs(failures, true, () => 0));
    const most = [0, 1, 2, 3, 50].map((failures) => backoffMs(failures, true, () => 1));
    expect(least).toEqual([500, 1_000, 2_000, 2_500, 2_500]);
    expect(most).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
  });

  it("lets a page in the background wait up to 30 s", () => {
    expect(backoffMs(50, false, () => 1)).toBe(30_000);
  });
});
