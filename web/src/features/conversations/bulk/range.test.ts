import { expect, it } from "vitest";
import { rangeOf } from "./range.ts";

it("W49 a range is from one row to another, in either direction, and survives a row that has left", () => {
  const list = ["a", "b", "c", "d"];
  expect(rangeOf(list, "b", "d")).toEqual(["b", "c", "d"]);
  expect(rangeOf(list, "d", "b")).toEqual(["b", "c", "d"]);
  expect(rangeOf(list, "c", "c")).toEqual(["c"]);
  expect(rangeOf(list, "gone", "b")).toEqual(["b"]);
});
