import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createTypingSignal } from "./typing-signal.ts";

describe("the typing signal", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("W161 begins at once, is repeated every 3 seconds, and ends after 5 quiet ones", () => {
    const told: boolean[] = [];
    const { typed } = createTypingSignal((on) => told.push(on));
    for (let second = 0; second < 7; second++) {
      typed();
      vi.advanceTimersByTime(1_000);
    }
    expect(told).toEqual([true, true, true]);
    vi.advanceTimersByTime(5_000);
    expect(told).toEqual([true, true, true, false]);
  });

  it("W161 ends when the message is sent, and says nothing when nobody typed", () => {
    const told: boolean[] = [];
    const { typed, stop } = createTypingSignal((on) => told.push(on));
    stop();
    typed();
    stop();
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual([true, false]);
  });
});
