import type { RuleField, RuleTree } from "@guichet/contract";
import { operatorsOf, type RuleCondition, type RuleNode, type RuleOperator, valuesOf } from "@guichet/contract/rules";

export type RuleGroup = Extract<RuleNode, { nodes: readonly RuleNode[] }>;
/** The way from the root to a node: the number of each step. */
export type RulePath = readonly number[];
/** Groups stand in one another so deep at most, the outermost included. */
export const MOST_DEEP = 3;

/** Another node in the place of one, or none. Pure. */
export function replaceNode(root: RuleGroup, path: RulePath, node: RuleNode | null): RuleGroup {
  const [at, ...rest] = path;
  if (at === undefined) return node !== null && node.type !== "condition" ? node : root;
  const nodes = root.nodes.flatMap((one, place): RuleNode[] => {
    if (place !== at) return [one];
    if (rest.length === 0) return node === null ? [] : [node];
    return one.type === "condition" ? [one] : [replaceNode(one, rest, node)];
  });
  return { ...root, nodes };
}

/** One more node at the end of a group. Pure. */
export function addNode(root: RuleGroup, path: RulePath, node: RuleNode): RuleGroup {
  const group = path.reduce<RuleNode>((at, step) => (at.type === "condition" ? at : (at.nodes[step] ?? at)), root);
  if (group.type === "condition") return root;
  return replaceNode(root, path, { ...group, nodes: [...group.nodes, node] });
}

/** A condition that asks nothing yet of the first field there is. */
export function newCondition(fields: readonly RuleField[]): RuleCondition {
  const field = fields.find((one) => one.name !== "") ?? fields[0];
  return withField({ type: "condition", field: "", operator: "equals", values: [] }, field);
}

/** The condition for another field: its operator and values stay when the new kind has them. Pure. */
export function withField(condition: RuleCondition, field: RuleField | undefined): RuleCondition {
  if (field === undefined) return condition;
  const operators = operatorsOf(field.kind);
  const operator = operators.includes(condition.operator) ? condition.operator : (operators[0] ?? "filled");
  return withOperator({ ...condition, field: field.field, values: [] }, operator);
}

/** Another operator: one value, a list or none, as it takes them. Pure. */
export function withOperator(condition: RuleCondition, operator: RuleOperator): RuleCondition {
  const wanted = valuesOf(operator);
  const values = wanted === "none" ? [] : wanted === "one" ? condition.values.slice(0, 1) : condition.values;
  return { ...condition, operator, values };
}

/** As the server takes it: the editor never makes a tree deeper than the contract allows. */
export function toTree(root: RuleGroup): RuleTree {
  return root as RuleTree;
}
