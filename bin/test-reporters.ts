import { writeFileSync } from "node:fs";
import type { TestUserConfig } from "vitest/config";

/** Where a run leaves its report; without it a run only tells what it does. Set by `bin/run-vitest.ts`. */
const file = process.env.GUICHET_TEST_REPORT;

/** What is told on the screen; and, for who counts, the report and what broke outside of every test (the report leaves it out). */
export const reporters: NonNullable<TestUserConfig["reporters"]> =
  file === undefined ? ["default"] : ["default", ["json", { outputFile: file }], { onTestRunEnd: writeUnhandled }];

/** The file beside a report that holds the errors outside of every test. */
export function unhandledOf(report: string): string {
  return report.replace(/json$/, "unhandled.json");
}

function writeUnhandled(_modules: unknown, unhandled: readonly { message: string; stack?: string }[]): void {
  if (file === undefined || unhandled.length === 0) return;
  writeFileSync(unhandledOf(file), JSON.stringify(unhandled.map(({ message, stack }) => stack ?? message)));
}
