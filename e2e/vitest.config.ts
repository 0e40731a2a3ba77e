import { defineConfig } from "vitest/config";
import { reporters } from "../bin/test-reporters.ts";

/** Journeys: each starts a Guichet and real browsers of its own, so they run one after the other and may take their time. */
export default defineConfig({
  test: {
    reporters,
    include: ["e2e/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    expect: { poll: { timeout: 30_000 } },
  },
});
