import type { RuleField } from "@guichet/contract";
import { expect, it } from "vitest";
import { addNode, newCondition, type RuleGroup, replaceNode, withField, withOperator } from "./edit-rule.ts";

const field = (name: string, kind: RuleField["kind"]): RuleField => ({
  field: name,
  name,
  kind,
  platform: null,
  options: [],
});
const title = field("title", "text");
const orders = field("orders", "number");
const one = withField({ type: "condition", field: "", operator: "equals", values: [] }, title);

it("W115 nodes are added, changed and removed anywhere in the tree, and nothing else changes", () => {
  const start: RuleGroup = { type: "all", nodes: [one] };
  const nested = addNode(start, [], { type: "any", nodes: [one] });
  const grown = addNode(nested, [1], { ...one, field: "orders" });
  expect(grown).toEqual({ type: "all", nodes: [one, { type: "any", nodes: [one, { ...one, field: "orders" }] }] });
  expect(replaceNode(grown, [1, 0], null)).toEqual({
    type: "all",
    nodes: [one, { type: "any", nodes: [{ ...one, field: "orders" }] }],
  });
  expect(replaceNode(grown, [0], null).nodes).toHaveLength(1);
  expect(replaceNode(grown, [], { type: "any", nodes: grown.nodes }).type).toBe("any");
  expect(start).toEqual({ type: "all", nodes: [one] });
});

it("W115 another attribute keeps the operator it knows; another operator keeps as many values as it takes", () => {
  const listed = withOperator({ ...one, values: ["a", "b"] }, "any_of");
  expect(listed.values).toEqual(["a", "b"]);
  expect(withOperator(listed, "equals").values).toEqual(["a"]);
  expect(withOperator(listed, "filled").values).toEqual([]);
  expect(withField({ ...one, operator: "any_of" }, orders)).toMatchObject({
    field: "orders",
    operator: "any_of",
    values: [],
  });
  expect(withField({ ...one, operator: "contains" }, orders).operator).toBe("equals");
  expect(newCondition([{ ...title, name: "" }, orders]).field).toBe("orders");
});
