import type { AutomationAction, AutomationRule } from "@guichet/contract";
import type { RuleOperator } from "@guichet/contract/rules";
import type { WordKey } from "../../locales/catalog.ts";
import type { Words } from "../../locales/use-words.ts";
import { namesAmong } from "../../ui/theirs.ts";
import { type AutomationValues, toActions, toRule } from "./automation-values.ts";
import { type Names, nameIn } from "./names.ts";

type MessageOperator = "begins_with" | "ends_with" | "any_of" | "all_of" | "none_of" | "not_all_of" | "word_count";

export function operatorWords(operator: RuleOperator, { t }: Words): string {
  return isMessageOperator(operator) ? t(`automations.op_${operator}`) : operator;
}

const OF_MESSAGES: Readonly<Record<MessageOperator, true>> = {
  ...{ begins_with: true, ends_with: true, any_of: true, all_of: true, none_of: true, not_all_of: true },
  word_count: true,
};

function isMessageOperator(operator: RuleOperator): operator is MessageOperator {
  return Object.hasOwn(OF_MESSAGES, operator);
}

/** A rule in one line, with its brackets: `(contains any of “a” and has a word count of 3) or begins with any of “b”`. Pure. */
export function ruleWords(rule: AutomationRule, words: Words): string {
  const { t } = words;
  const groups = rule.nodes.map((group) => {
    const said = group.nodes.map((one) => conditionWords(one, words)).join(` ${t("automations.and")} `);
    return rule.nodes.length > 1 && group.nodes.length > 1 ? `(${said})` : said;
  });
  return groups.join(` ${t("automations.or")} `);
}

export function conditionWords(
  { operator, values }: AutomationRule["nodes"][number]["nodes"][number],
  words: Words,
): string {
  const said = values.map((value) => (operator === "word_count" ? value : words.t("automations.phrase", { value })));
  // Within a sentence.
  const name = operatorWords(operator, words);
  return `${name.charAt(0).toLocaleLowerCase(words.locale)}${name.slice(1)} ${said.join(", ")}`.trim();
}

/** `Tag with Praise`; what is deleted says so. Pure. */
export function actionWords(action: AutomationAction, names: Names, { t }: Words): string {
  const nameOf = (id: string) => {
    const found = nameIn(names, action.type, id);
    if (found === undefined) return t("automations.somethingDeleted");
    return found.gone ? t("automations.deletedName", { name: found.name }) : found.name;
  };
  switch (action.type) {
    case "tag":
      return t("automations.does_tag", { name: nameOf(action.tagId) });
    case "topic":
      return t("automations.does_topic", { name: nameOf(action.topicId) });
    default:
      return action.reasonId === null
        ? t("automations.does_resolve")
        : t("automations.does_resolveWith", { name: nameOf(action.reasonId) });
  }
}

export const AUTOMATION_LABELS: Record<keyof AutomationValues, WordKey> = {
  name: "automations.name",
  enabled: "automations.enabled",
  conditions: "automations.conditions",
  actions: "automations.actions",
  allChannels: "automations.channels",
  channels: "automations.theseChannels",
};

type Known = { readonly names: Names; readonly channels: readonly { readonly id: string; readonly label: string }[] };

/** What one field of an automation says. Pure. */
export function automationInWords(
  field: keyof AutomationValues,
  values: AutomationValues,
  { names, channels }: Known,
  words: Words,
): string {
  const { t } = words;
  switch (field) {
    case "name":
      return values.name;
    case "enabled":
      return t(values.enabled ? "ui.yes" : "ui.no");
    case "conditions":
      return ruleWords(toRule(values.conditions), words);
    case "actions":
      return toActions(values.actions)
        .map((action) => actionWords(action, names, words))
        .join(", ");
    case "allChannels":
      return t(values.allChannels ? "automations.everyChannel" : "automations.theseChannels");
    case "channels": {
      const named = channels.map(({ id, label }) => ({ id, name: label }));
      return namesAmong(
        values.channels.map(({ id }) => id),
        named,
        t("ui.none"),
      );
    }
    default:
      return field satisfies never;
  }
}
