import type { AutomationAction, AutomationRule, AutomationView, ChannelId } from "@guichet/contract";
import { parsePhrases } from "@guichet/contract/phrases";
import { checkRule, operatorsOf, type RuleOperator, type RuleProblem } from "@guichet/contract/rules";
import { AUTOMATION_FIELDS } from "@guichet/contract/run-automation";
import type { Grant } from "../../ui/grant-list.tsx";

/** *If*, *Or* or *And message …*; the joiner of the first row says nothing. `text`: as it stands in the field. */
export type ConditionRow = {
  readonly joiner: "and" | "or";
  readonly operator: RuleOperator;
  readonly text: string;
};
/** `id`: of the tag, topic or reason; null: none chosen yet. */
export type ActionRow = { readonly type: AutomationAction["type"]; readonly id: string | null };
export type AutomationValues = {
  name: string;
  enabled: boolean;
  conditions: readonly ConditionRow[];
  actions: readonly ActionRow[];
  allChannels: boolean;
  channels: Grant<"yes">[];
};

export const OPERATORS = operatorsOf("message");
export const MOST_ROWS = 50;
export const MOST_ACTIONS = 20;
const LONGEST_PHRASE = 200;
const MOST_PHRASES = 200;

export const NEW_CONDITION: ConditionRow = { joiner: "and", operator: "any_of", text: "" };
export const NEW_AUTOMATION: AutomationValues = {
  name: "",
  enabled: true,
  conditions: [NEW_CONDITION],
  actions: [{ type: "topic", id: null }],
  allChannels: true,
  channels: [],
};

/** Groups become rows: AND within, OR before each group but the first. Pure. */
export function toValues({ name, enabled, rule, actions, allChannels, channelIds }: AutomationView): AutomationValues {
  return {
    name,
    enabled,
    conditions: rule.nodes.flatMap((group) =>
      group.nodes.map(({ operator, values }, at) => ({
        joiner: at === 0 ? ("or" as const) : ("and" as const),
        operator,
        text: values.join(", "),
      })),
    ),
    actions: actions.map((action) => {
      switch (action.type) {
        case "tag":
          return { type: action.type, id: action.tagId };
        case "topic":
          return { type: action.type, id: action.topicId };
        default:
          return { type: action.type, id: action.reasonId };
      }
    }),
    allChannels,
    channels: channelIds.map((id) => ({ id, value: "yes" as const })),
  };
}

/** Rows become groups: each `or` begins another one, for AND binds tighter. Pure. */
export function toRule(rows: readonly ConditionRow[]): AutomationRule {
  const nodes: AutomationRule["nodes"] = [];
  for (const [at, { joiner, operator, text }] of rows.entries()) {
    const values = operator === "word_count" ? [text.trim()].filter((value) => value !== "") : parsePhrases(text);
    const condition = { type: "condition" as const, field: "message" as const, operator, values };
    const group = nodes.at(-1);
    if (at === 0 || joiner === "or" || group === undefined) nodes.push({ type: "all", nodes: [condition] });
    else group.nodes.push(condition);
  }
  return { type: "any", nodes };
}

export type RowProblem = RuleProblem | "too_long" | "too_many";

/** What is wrong with each row, by its place among the rows. Pure. */
export function rowProblems(rows: readonly ConditionRow[]): ReadonlyMap<number, RowProblem> {
  const rule = toRule(rows);
  const places = rule.nodes.flatMap((group, at) => group.nodes.map((_, inner) => `${at}.${inner}`));
  const found = new Map<number, RowProblem>(
    checkRule(rule, AUTOMATION_FIELDS).map(({ place, problem }) => [places.indexOf(place), problem]),
  );
  for (const [at, { values }] of rule.nodes.flatMap((group) => group.nodes).entries()) {
    if (values.length > MOST_PHRASES) found.set(at, "too_many");
    else if (values.some((value) => value.length > LONGEST_PHRASE)) found.set(at, "too_long");
  }
  return found;
}

/** Rows in their groups, each with its place among all. Pure. */
export function groupRows(rows: readonly ConditionRow[]): { readonly row: ConditionRow; readonly at: number }[][] {
  const groups: { row: ConditionRow; at: number }[][] = [];
  for (const [at, row] of rows.entries()) {
    const group = groups.at(-1);
    if (group === undefined || row.joiner === "or") groups.push([{ row, at }]);
    else group.push({ row, at });
  }
  return groups;
}

export type ActionProblem = "none_chosen" | "reason_missing" | "twice";

/** What is wrong with each action, by its place. Pure. */
export function actionProblems(
  actions: readonly ActionRow[],
  reasonAsked: boolean,
): ReadonlyMap<number, ActionProblem> {
  const found = new Map<number, ActionProblem>();
  const said = new Set<string>();
  for (const [at, { type, id }] of actions.entries()) {
    const subject = type === "resolve" ? type : `${type} ${id}`;
    if (id === null && type !== "resolve") found.set(at, "none_chosen");
    else if (said.has(subject)) found.set(at, "twice");
    else if (id === null && reasonAsked) found.set(at, "reason_missing");
    said.add(subject);
  }
  return found;
}

/** Rows that choose something, as the server takes them. Ids come from its own lists. Pure. */
export function toActions(actions: readonly ActionRow[]): AutomationAction[] {
  return actions.flatMap(({ type, id }): AutomationAction[] => {
    switch (type) {
      case "tag":
        return id === null ? [] : [{ type, tagId: id as Extract<AutomationAction, { type: "tag" }>["tagId"] }];
      case "topic":
        return id === null ? [] : [{ type, topicId: id as Extract<AutomationAction, { type: "topic" }>["topicId"] }];
      default:
        return [{ type: "resolve", reasonId: id as Extract<AutomationAction, { type: "resolve" }>["reasonId"] }];
    }
  });
}

export function toBody({ name, enabled, conditions, actions, allChannels, channels }: AutomationValues) {
  return {
    ...{ name, enabled, rule: toRule(conditions), actions: toActions(actions), allChannels },
    channelIds: allChannels ? [] : channels.map(({ id }) => id as ChannelId),
  };
}
