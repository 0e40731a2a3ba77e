import { describe, expect, it } from "vitest";
import { buildRow, topicIdOf } from "../testing/build.ts";
import { labelsOnSome } from "./labels-on-some.ts";

const labels = [1, 2, 3].map((n) => ({ id: topicIdOf(n) }));
const rows = [
  buildRow(1, { topicIds: [topicIdOf(1)] }),
  buildRow(2, { topicIds: [topicIdOf(3), topicIdOf(1)] }),
  buildRow(3, { topicIds: [] }),
];

describe("what can be taken off many", () => {
  it("W103 what some of them have, in the order of the list; of a whole view, anything", () => {
    const ids = (whole: boolean) => labelsOnSome(labels, { rows, whole }, (row) => row.topicIds).map(({ id }) => id);
    expect(ids(false)).toEqual([topicIdOf(1), topicIdOf(3)]);
    expect(ids(true)).toEqual([1, 2, 3].map(topicIdOf));
    expect(labelsOnSome(labels, { rows: [], whole: false }, (row) => row.topicIds)).toEqual([]);
  });
});
