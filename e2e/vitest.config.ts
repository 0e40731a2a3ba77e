import { defineConfig } from "vitest/config";
import { reporters } from "../bin/test-reporters.ts";

/** Journeys: each starts a Guichet and real browsers of its own; two at once, since each waits half of its time. */
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
