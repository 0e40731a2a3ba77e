import type { RuleField } from "@guichet/contract";
import type { RuleCondition, RuleNode, RuleOperator } from "@guichet/contract/rules";
import type { Words } from "../../../locales/use-words.ts";
import { attributeName, attributeValue } from "../attribute-words.ts";

/** A field as a rule names it: VIP, or an attribute with the platform that tells it. */
export function fieldName(field: RuleField, words: Words): string {
  if (field.field === "vip") return words.t("contactSettings.fieldVip");
  const name = attributeName(field, words);
  return field.platform === null ? name : `${name} (${words.t(`platforms.${field.platform}`)})`;
}

/** Days are before and after, other things more and less. */
export function operatorWords(operator: RuleOperator, field: RuleField | undefined, { t }: Words): string {
  if (field?.kind === "date")
    switch (operator) {
      case "above":
      case "at_least":
      case "below":
      case "at_most":
        return t(`contactSettings.op_date_${operator}`);
      default:
    }
  return t(`contactSettings.op_${operator}`);
}

/** A rule as a sentence: `City is any of Lyon, Valence and (VIP is Yes or Orders is at least 10)`. Pure. */
export function ruleWords(rule: RuleNode, fields: readonly RuleField[], words: Words): string {
  if (rule.type === "condition") return conditionWords(rule, fields, words);
  const parts = rule.nodes.map((node) => {
    const said = ruleWords(node, fields, words);
    return node.type !== "condition" && node.nodes.length > 1 ? `(${said})` : said;
  });
  return parts.join(` ${words.t(rule.type === "all" ? "contactSettings.and" : "contactSettings.or")} `);
}

function conditionWords({ field: asked, operator, values }: RuleCondition, fields: readonly RuleField[], words: Words) {
  const field = fields.find((one) => one.field === asked);
  const name = field === undefined ? words.t("contactSettings.fieldGone") : fieldName(field, words);
  const said = values.map((value) => valueWords(value, field, words)).join(", ");
  return [name, operatorWords(operator, field, words), said].filter((part) => part !== "").join(" ");
}

function valueWords(value: string, field: RuleField | undefined, words: Words): string {
  const kind = field?.kind;
  if (kind !== "number" && kind !== "date" && kind !== "yes_no") return value;
  return attributeValue({ name: "", platform: null, kind, value }, words);
}
