import { existsSync, readFileSync } from "node:fs";
import { readReplays } from "./read-replays.ts";

/** What vitest's JSON report says of each test. */
type Report = {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
};
export type ReplayCount = {
  /** Rows of which a test ran and none failed or was left out. */
  readonly proven: readonly string[];
  /** Rows whose tests failed, or were left out where they stand. */
  readonly broken: readonly string[];
  readonly all: number;
};

/** Which rows were really executed by the runs that wrote these reports. */
export function countReplays(reports: readonly string[]): ReplayCount {
  const states = new Map<string, string[]>();
  for (const report of reports.filter(existsSync)) collect(JSON.parse(readFileSync(report, "utf8")), states);
  const ids = readReplays().map(({ id }) => id);
  const passed = (id: string) => states.get(id)?.every((state) => state === "passed") === true;
  return {
    proven: ids.filter(passed),
    broken: ids.filter((id) => states.has(id) && !passed(id)),
    all: ids.length,
  };
}

function collect(report: Report, states: Map<string, string[]>): void {
  for (const { title, status } of report.testResults.flatMap((file) => file.assertionResults))
    for (const id of new Set(title.match(/\bP\d{1,3}\b/g))) states.set(id, [...(states.get(id) ?? []), status]);
}

/** One line for whoever ran the tests; empty where none of them was a replay. */
export function describeCount({ proven, broken, all }: ReplayCount): string {
  if (proven.length + broken.length === 0) return "";
  const failed = broken.length === 0 ? "" : `; failed or left out: ${broken.join(" ")}`;
  return `Vulnerabilities published by others: ${proven.length} of ${all} replayed in this run${failed}`;
}
