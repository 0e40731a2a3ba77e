import { defineConfig } from "vitest/config";
import { reporters } from "../bin/report-unhandled.ts";

/** Journeys: each file starts a Guichet and real browsers of its own, and waits for most of its time; so two go at once. */
export default defineConfig({
  test: {
    reporters,
    include: ["e2e/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    expect: { poll: { timeout: 30_000 } },
  },
});
