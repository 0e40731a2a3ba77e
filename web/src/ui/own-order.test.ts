import { expect, it } from "vitest";
import { inOwnOrder, moveTo } from "./own-order.ts";

const items = ["a", "b", "c"].map((id) => ({ id }));

it("R35 W53 one is moved to another place, and never out of the list", () => {
  const order = (id: string, to: number) => moveTo(items, id, to).join("");
  expect([order("c", 0), order("a", 2), order("b", 9), order("b", -1), order("x", 0)]).toEqual([
    ...["cab", "bca", "acb", "bac", "abc"],
  ]);
});

it("R35 W53 what an order does not name comes last, what is gone is not missed", () => {
  const order = (...ids: string[]) =>
    inOwnOrder(items, ids)
      .map(({ id }) => id)
      .join("");
  expect([order("c", "a"), order("x", "b"), order()]).toEqual(["cab", "bac", "abc"]);
});
