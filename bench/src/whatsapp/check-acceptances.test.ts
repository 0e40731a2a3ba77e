import { expect, test } from "vitest";
import { checkAcceptances } from "./check-acceptances.ts";

const acceptance = (ref: string, to: string, n: number) => ({ ref, to, n, at: n });

test("each once, and each person's in their order", () => {
  const fine = [acceptance("a", "zoe", 1), acceptance("b", "max", 0), acceptance("c", "zoe", 2)];
  expect(checkAcceptances(fine, ["a", "b", "c"])).toEqual([]);
});

test("what is lost, doubled or swapped is told", () => {
  const wrong = [acceptance("c", "zoe", 2), acceptance("a", "zoe", 1), acceptance("c", "zoe", 2)];
  expect(checkAcceptances(wrong, ["a", "b", "c"])).toEqual(["1 never accepted", "1 accepted twice", "1 out of order"]);
});
