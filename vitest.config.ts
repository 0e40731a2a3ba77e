import { defineConfig } from "vitest/config";
import { LongestFirst } from "./bin/longest-first.ts";
import { reporters } from "./bin/test-reporters.ts";

export default defineConfig({
  test: {
    reporters,
    include: [
      "contract/**/*.test.ts",
      "server/**/*.test.ts",
      "web/**/*.test.ts",
      "widget/**/*.test.ts",
      "simulator/**/*.test.ts",
      "demo/**/*.test.ts",
      "bench/**/*.test.ts",
    ],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    globalSetup: ["server/src/testing/database-for-tests.ts"],
  },
});
