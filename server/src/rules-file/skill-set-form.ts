import {
  type RuleOperator,
  readSkillGroups,
  type SkillCondition,
  type SkillRule,
  type SkillSetView,
  type TeamId,
  toSkillRule,
} from "@guichet/contract";
import type { Names, Unknown } from "./names.ts";
import type { RuleForm, SkillSetForm } from "./rules-form.ts";

const OPERATORS = ["any_of", "all_of", "none_of"] as const;
type Listed = Partial<Record<(typeof OPERATORS)[number], string[]>>;

/** A skill set as the file has it: without what is gone. */
export function toSkillSetForm(view: SkillSetView, names: Names): SkillSetForm {
  return {
    name: view.name,
    enabled: view.enabled ? "true" : "false",
    teams: view.teamIds.flatMap((id) => names.nameOf("team", id) ?? []).toSorted(),
    rules: readSkillGroups(view.rule).map(({ join, rules }) => ({
      join,
      all: rules.map((rule) => toRuleForm(rule, names)),
    })),
  };
}

function toRuleForm({ field, operator, values }: SkillCondition, names: Names): RuleForm {
  const toSet = (kind: "topic" | "contactGroup") =>
    operator === "empty"
      ? ("none" as const)
      : listed(
          operator,
          values.flatMap((id) => names.nameOf(kind, id) ?? []),
        );
  switch (field) {
    case "topics":
      return { topics: toSet("topic") };
    case "groups":
      return { contactGroups: toSet("contactGroup") };
    case "visibility":
      return { visibility: values[0] === "public" ? "public" : "private" };
    case "keywords":
      return { keywords: listed(operator, values) };
    default:
      return field satisfies never;
  }
}

function listed(operator: RuleOperator, values: readonly string[]): Listed {
  return { [OPERATORS.find((one) => one === operator) ?? "any_of"]: [...values] };
}

/** The same without names that are not here, which are noted; the others as they are written here. */
export function skillSetWithKnownNames(form: SkillSetForm, names: Names, unknown: Unknown): SkillSetForm {
  const known = (kind: "topic" | "contactGroup" | "team", name: string): string[] => {
    const here = names.known(kind, name);
    if (here === undefined) unknown.note(kind, name, form.name);
    return here === undefined ? [] : [here];
  };
  const set = (given: RuleForm["topics"], kind: "topic" | "contactGroup"): RuleForm["topics"] => {
    if (given === undefined || given === "none") return given;
    return mapListed(given, (name) => known(kind, name));
  };
  return {
    name: form.name,
    enabled: form.enabled,
    teams: form.teams.flatMap((name) => known("team", name)).toSorted(),
    rules: form.rules.map(({ join, all }, at) => ({
      // Of the first one it means nothing.
      join: at === 0 ? "or" : join,
      all: all.map((rule): RuleForm => {
        if (rule.topics !== undefined) return { topics: set(rule.topics, "topic") };
        return rule.contactGroups === undefined ? rule : { contactGroups: set(rule.contactGroups, "contactGroup") };
      }),
    })),
  };
}

function mapListed(given: Listed, change: (name: string) => string[]): Listed {
  return Object.fromEntries(Object.entries(given).map(([operator, list]) => [operator, list?.flatMap(change) ?? []]));
}

/** What is saved, of a form with known names. */
export function toSkillSetBody(
  form: SkillSetForm,
  names: Names,
): { readonly name: string; readonly enabled: boolean; readonly rule: SkillRule; readonly teamIds: TeamId[] } {
  return {
    name: form.name,
    enabled: form.enabled === "true",
    rule: toSkillRule(
      form.rules.map(({ join, all }) => ({ join, rules: all.map((rule) => toCondition(rule, names)) })),
    ),
    teamIds: form.teams.flatMap((name) => names.idOf<TeamId>("team", name) ?? []),
  };
}

function toCondition(rule: RuleForm, names: Names): SkillCondition {
  if (rule.topics !== undefined) return ofSet("topics", rule.topics, (name) => names.idOf("topic", name));
  if (rule.contactGroups !== undefined)
    return ofSet("groups", rule.contactGroups, (name) => names.idOf("contactGroup", name));
  if (rule.keywords !== undefined) return ofSet("keywords", rule.keywords, (phrase) => phrase);
  return { type: "condition", field: "visibility", operator: "equals", values: [rule.visibility ?? "private"] };
}

function ofSet(
  field: "topics" | "groups" | "keywords",
  given: "none" | Listed,
  find: (name: string) => string | undefined,
): SkillCondition {
  if (given === "none") return { type: "condition", field, operator: "empty", values: [] };
  const operator = OPERATORS.find((one) => given[one] !== undefined) ?? "any_of";
  return { type: "condition", field, operator, values: (given[operator] ?? []).flatMap((name) => find(name) ?? []) };
}
