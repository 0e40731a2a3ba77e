import type { RuleProblem } from "@guichet/contract/rules";
import { type SkillCondition, type SkillGroup, toSkillRule } from "@guichet/contract/skill-rules";

/** What a rule of a skill set can ask for, in the order in which it is offered (R41 to R45, R54). */
export const RULE_KINDS = ["topics", "noTopic", "groups", "noGroup", "visibility", "keywords"] as const;
export type RuleKind = (typeof RULE_KINDS)[number];
export const LIST_OPERATORS = ["any_of", "all_of", "none_of"] as const;

export function kindOf({ field, operator }: SkillCondition): RuleKind {
  if (operator === "empty") return field === "groups" ? "noGroup" : "noTopic";
  return field;
}

/** The rule for another kind: its operator stays when the new kind has it. Pure. */
export function withKind(rule: SkillCondition, kind: RuleKind): SkillCondition {
  const operator = LIST_OPERATORS.find((one) => one === rule.operator) ?? "any_of";
  switch (kind) {
    case "noTopic":
      return { type: "condition", field: "topics", operator: "empty", values: [] };
    case "noGroup":
      return { type: "condition", field: "groups", operator: "empty", values: [] };
    case "visibility":
      return { type: "condition", field: "visibility", operator: "equals", values: ["private"] };
    default:
      return { type: "condition", field: kind, operator, values: [] };
  }
}

export const NEW_RULE: SkillCondition = { type: "condition", field: "topics", operator: "any_of", values: [] };
export const newGroup = (join: SkillGroup["join"]): SkillGroup => ({ join, rules: [NEW_RULE] });

type Groups = readonly SkillGroup[];

export function changeGroup(groups: Groups, at: number, change: Partial<SkillGroup>): SkillGroup[] {
  return groups.map((group, place) => (place === at ? { ...group, ...change } : group));
}

/** Another rule in the place of one, or none. Pure. */
export function changeRule(groups: Groups, at: number, place: number, rule: SkillCondition | null): SkillGroup[] {
  const rules = groups[at]?.rules.flatMap((one, n) => (n !== place ? [one] : rule === null ? [] : [rule])) ?? [];
  return changeGroup(groups, at, { rules });
}

/** A group as it stands in the tree: which term it belongs to, and where in it. */
export type GroupPlace = { readonly term: number; readonly at: number; readonly termSize: number };

export function placesOf(groups: Groups): GroupPlace[] {
  const { nodes } = toSkillRule(groups);
  return nodes.flatMap((term, number) =>
    term.nodes.map((_, at): GroupPlace => ({ term: number, at, termSize: term.nodes.length })),
  );
}

/** Problems by their place in the tree (`1.0.2`) → by group and rule (`2.2`; of a group as a whole `2`). Pure. */
export function problemsByRule(
  groups: Groups,
  problems: readonly { readonly place: string; readonly problem: RuleProblem }[],
): ReadonlyMap<string, RuleProblem> {
  const places = placesOf(groups);
  return new Map(
    problems.flatMap(({ place, problem }): [string, RuleProblem][] => {
      const [term, at, rule] = place.split(".").map(Number);
      const group = places.findIndex((one) => one.term === term && one.at === at);
      if (group === -1) return [["", problem]];
      return [[rule === undefined ? String(group) : `${group}.${rule}`, problem]];
    }),
  );
}
