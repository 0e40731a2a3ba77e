import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes a minute or more, the longest first. */
const LONG = [
  "server/src/testing/crash/crash.test.ts",
  "server/src/testing/permission/permission.property.test.ts",
  "server/src/testing/crash/processes.test.ts",
  "server/src/search/what-a-search-reads.test.ts",
  "server/src/bulk/bulk-running.test.ts",
];

/** Begins with what takes longest: nothing long is left for one worker alone at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = LONG.findIndex((path) => moduleId.endsWith(path));
      return place < 0 ? LONG.length : place;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
