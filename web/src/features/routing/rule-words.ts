import type { SkillCondition, SkillGroup } from "@guichet/contract/skill-rules";
import type { Words } from "../../locales/use-words.ts";
import { kindOf } from "./edit-groups.ts";

/** Id of a topic or a contact group → its name. */
export type RuleNames = ReadonlyMap<string, string>;

/**
 * The rules of a skill set as a sentence, with the brackets that say what belongs together:
 * `(Topic any of Refund and Visibility Private) or No topic`. Pure.
 */
export function groupsInWords(groups: readonly SkillGroup[], names: RuleNames, { t }: Words): string {
  const terms: SkillGroup[][] = [];
  for (const group of groups) {
    const last = terms.at(-1);
    if (last === undefined || group.join === "or") terms.push([group]);
    else last.push(group);
  }
  const and = ` ${t("skillSets.andWord")} `;
  const said = terms.map((term) => {
    const alone = term.length === 1 && terms.length === 1;
    const parts = term.map(({ rules }) =>
      bracketed(
        rules.map((rule) => ruleInWords(rule, names, t)),
        and,
        alone,
        t,
      ),
    );
    return term.length > 1 && terms.length > 1 ? `(${parts.join(and)})` : parts.join(and);
  });
  return said.join(` ${t("skillSets.orWord")} `);
}

function bracketed(parts: readonly string[], joiner: string, alone: boolean, t: Words["t"]): string {
  if (parts.length === 0) return t("skillSets.saidNothing");
  return parts.length === 1 || alone ? parts.join(joiner) : `(${parts.join(joiner)})`;
}

export function ruleInWords(rule: SkillCondition, names: RuleNames, t: Words["t"]): string {
  const kind = kindOf(rule);
  switch (kind) {
    case "noTopic":
    case "noGroup":
      return t(`skillSets.said_${kind}`);
    case "visibility":
      return t("skillSets.said_visibility", {
        value: t(rule.values[0] === "public" ? "skillSets.public" : "skillSets.private"),
      });
    default: {
      const values = rule.values.map((value) =>
        kind === "keywords" ? `“${value}”` : (names.get(value) ?? t("skillSets.gone")),
      );
      const operator = rule.operator === "all_of" ? "all_of" : rule.operator === "none_of" ? "none_of" : "any_of";
      return t(`skillSets.said_${kind}`, {
        operator: t(`skillSets.said_${operator}`),
        values: values.length === 0 ? t("skillSets.saidNothing") : values.join(", "),
      });
    }
  }
}
