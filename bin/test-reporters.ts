import { writeFileSync } from "node:fs";
import type { TestUserConfig } from "vitest/config";
import type { TestModule } from "vitest/node";

/** Where a run leaves its report; without it a run only tells what it does. Set by `bin/run-vitest.ts`. */
const file = process.env.GUICHET_TEST_REPORT;

/** What is told on the screen; and, for who counts, the report and what broke outside of every test (the report leaves it out). */
export const reporters: NonNullable<TestUserConfig["reporters"]> =
  file === undefined ? ["default"] : ["default", ["json", { outputFile: file }], { onTestRunEnd: writeOutside }];

/** The file beside a report that holds the errors outside of every test. */
export function outsideOf(report: string): string {
  return report.replace(/json$/, "outside.json");
}

type Failure = { readonly message: string; readonly stack?: string };

/** Errors that no test awaited, and those of preparing and clearing up a group of tests. */
function writeOutside(modules: readonly TestModule[], unhandled: readonly Failure[]): void {
  const preparing = modules.flatMap((one) => [...one.children.allSuites()].flatMap((suite) => suite.errors()));
  const failures: Failure[] = [...preparing, ...unhandled];
  if (file === undefined || failures.length === 0) return;
  writeFileSync(outsideOf(file), JSON.stringify(failures.map(({ message, stack }) => stack ?? message)));
}
