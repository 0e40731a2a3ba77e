import type { AutomationRule } from "@guichet/contract";

/**
 * Fields of an automation as the log of settings keeps them: a condition a line, as one reads them (`any_of refund, money back`,
 * `or word_count 1`), for a tree is nothing that anybody reads. Pure.
 */
export function saidInLog(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { rule, ...rest } = fields;
  return isRule(rule) ? { ...rest, conditions: conditionsOf(rule) } : rest;
}

function isRule(value: unknown): value is AutomationRule {
  return typeof value === "object" && value !== null && "nodes" in value && Array.isArray(value.nodes);
}

function conditionsOf(rule: AutomationRule): string[] {
  return rule.nodes.flatMap((group, at) =>
    group.nodes.map(({ operator, values }, inner) => {
      const joiner = inner > 0 ? "and " : at > 0 ? "or " : "";
      return `${joiner}${operator} ${values.join(", ")}`;
    }),
  );
}
