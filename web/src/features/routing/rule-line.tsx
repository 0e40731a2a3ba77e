import type { RuleProblem } from "@guichet/contract/rules";
import type { SkillCondition } from "@guichet/contract/skill-rules";
import { ActionIcon, MultiSelect, Select, TagsInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { kindOf, LIST_OPERATORS, RULE_KINDS, withKind } from "./edit-groups.ts";
import classes from "./routing.module.css";
import type { RuleChoices } from "./rule-names.ts";

type Props = {
  readonly rule: SkillCondition;
  /** `2.1`: the first rule of the second group. */
  readonly number: string;
  readonly choices: RuleChoices;
  readonly problem: RuleProblem | undefined;
  readonly onChange: (rule: SkillCondition) => void;
  readonly onRemove: () => void;
};

/** One rule: what it asks for, how, and of which. */
export function RuleLine({ rule, number, choices, problem, onChange, onRemove }: Props): ReactNode {
  const { t } = useWords();
  const kind = kindOf(rule);
  const listed = kind === "topics" || kind === "groups" || kind === "keywords";
  return (
    <>
      <div className={classes.rule}>
        <Select
          aria-label={t("skillSets.kind", { number })}
          allowDeselect={false}
          data={RULE_KINDS.map((one) => ({ value: one, label: t(`skillSets.kind_${one}`) }))}
          value={kind}
          onChange={(chosen) => onChange(withKind(rule, RULE_KINDS.find((one) => one === chosen) ?? kind))}
        />
        <div>
          {listed && (
            <Select
              aria-label={t("skillSets.operator", { number })}
              allowDeselect={false}
              data={LIST_OPERATORS.map((one) => ({ value: one, label: t(`skillSets.${one}`) }))}
              value={rule.operator}
              onChange={(chosen) =>
                onChange({ ...rule, operator: LIST_OPERATORS.find((one) => one === chosen) ?? rule.operator })
              }
            />
          )}
        </div>
        <div>
          <Values rule={rule} number={number} choices={choices} problem={problem} onChange={onChange} />
        </div>
        <ActionIcon size={30} aria-label={t("skillSets.removeRule", { number })} onClick={onRemove}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      {problem !== undefined && (
        <p className={classes.problem} role="status">
          {t(problem === "no_value" ? "skillSets.problem_no_value" : "skillSets.problem_other")}
        </p>
      )}
    </>
  );
}

function Values({ rule, number, choices, problem, onChange }: Omit<Props, "onRemove">): ReactNode {
  const { t } = useWords();
  const kind = kindOf(rule);
  const set = (values: string[]): void => onChange({ ...rule, values });
  const label = t("skillSets.value", { number });
  const empty = rule.values.length === 0;
  switch (kind) {
    case "topics":
    case "groups":
      return (
        <MultiSelect
          aria-label={label}
          searchable
          {...LOOK}
          clearable={false}
          maxValues={200}
          data={[...choices[kind]]}
          placeholder={empty ? t(kind === "topics" ? "skillSets.chooseTopics" : "skillSets.chooseGroups") : ""}
          error={problem === "no_value"}
          value={rule.values}
          onChange={set}
        />
      );
    case "keywords":
      return (
        <TagsInput
          aria-label={label}
          placeholder={empty ? t("skillSets.phrasesHint") : ""}
          maxTags={200}
          {...LOOK}
          acceptValueOnBlur
          splitChars={[",", "、", "，"]}
          error={problem === "no_value"}
          value={rule.values}
          onChange={(values) => set(values.map((value) => value.slice(0, 200)))}
        />
      );
    case "visibility":
      return (
        <Select
          aria-label={label}
          allowDeselect={false}
          data={(["private", "public"] as const).map((one) => ({ value: one, label: t(`skillSets.${one}`) }))}
          value={rule.values[0] ?? "private"}
          onChange={(chosen) => set(chosen === null ? [] : [chosen])}
        />
      );
    default:
      return null;
  }
}

const LOOK = classes.input === undefined ? {} : { classNames: { inputField: classes.input } };
