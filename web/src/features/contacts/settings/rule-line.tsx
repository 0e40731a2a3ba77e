import type { RuleField } from "@guichet/contract";
import { operatorsOf, type RuleCondition, type RuleProblem, valuesOf } from "@guichet/contract/rules";
import { ActionIcon, Select, TagsInput, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { withField, withOperator } from "./edit-rule.ts";
import classes from "./rule-editor.module.css";
import { fieldName, operatorWords } from "./rule-words.ts";

type Props = {
  readonly condition: RuleCondition;
  readonly number: string;
  readonly fields: readonly RuleField[];
  readonly problem: RuleProblem | undefined;
  readonly onChange: (condition: RuleCondition) => void;
  readonly onRemove: () => void;
};

/** One condition: which attribute, which operator, which value or values. */
export function RuleLine({ condition, number, fields, problem, onChange, onRemove }: Props): ReactNode {
  const words = useWords();
  const { t } = words;
  const field = fields.find((one) => one.field === condition.field);
  const known = fields.map((one) => ({ value: one.field, label: fieldName(one, words) }));
  const gone = { value: condition.field, label: t("contactSettings.fieldGone") };
  const operators = field === undefined ? [condition.operator] : operatorsOf(field.kind);
  return (
    <>
      <div className={classes.line}>
        <div className={classes.field}>
          <Select
            aria-label={t("contactSettings.field", { number })}
            searchable
            allowDeselect={false}
            data={field === undefined ? [gone, ...known] : known}
            value={condition.field}
            onChange={(chosen) =>
              onChange(
                withField(
                  condition,
                  fields.find((one) => one.field === chosen),
                ),
              )
            }
          />
        </div>
        <div className={classes.operator}>
          <Select
            aria-label={t("contactSettings.operator", { number })}
            allowDeselect={false}
            data={operators.map((one) => ({ value: one, label: operatorWords(one, field, words) }))}
            value={condition.operator}
            onChange={(chosen) =>
              onChange(withOperator(condition, operators.find((one) => one === chosen) ?? condition.operator))
            }
          />
        </div>
        <div className={classes.value}>
          <Values condition={condition} field={field} number={number} onChange={onChange} />
        </div>
        <ActionIcon size={30} aria-label={t("contactSettings.removeCondition", { number })} onClick={onRemove}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      {problem !== undefined && (
        <p className={classes.problem} role="status">
          {t(`contactSettings.problem_${problem}`)}
        </p>
      )}
    </>
  );
}

type ValueProps = Pick<Props, "condition" | "number" | "onChange"> & { readonly field: RuleField | undefined };

function Values({ condition, field, number, onChange }: ValueProps): ReactNode {
  const { t } = useWords();
  const set = (values: readonly string[]): void => onChange({ ...condition, values });
  const [first = ""] = condition.values;
  const wanted = valuesOf(condition.operator);
  if (wanted === "none") return null;
  const options =
    field?.kind === "yes_no"
      ? [
          { value: "yes", label: t("contactSettings.yes") },
          { value: "no", label: t("contactSettings.no") },
        ]
      : (field?.options ?? []).map((option) => ({ value: option, label: option }));
  if (wanted === "list") {
    return (
      <TagsInput
        aria-label={t("contactSettings.values", { number })}
        placeholder={condition.values.length === 0 ? t("contactSettings.valuesHint") : ""}
        maxTags={200}
        acceptValueOnBlur
        splitChars={[]}
        data={options.map((option) => option.value)}
        value={[...condition.values]}
        onChange={(values) => set(values.map((value) => value.slice(0, 200)))}
      />
    );
  }
  if (options.length > 0) {
    return (
      <Select
        aria-label={t("contactSettings.value", { number })}
        allowDeselect={false}
        data={options}
        value={first === "" ? null : first}
        onChange={(value) => set(value === null ? [] : [value])}
      />
    );
  }
  return (
    <TextInput
      aria-label={t("contactSettings.value", { number })}
      type={field?.kind === "date" ? "date" : "text"}
      inputMode={field?.kind === "number" ? "decimal" : undefined}
      autoComplete="off"
      maxLength={200}
      value={first}
      onChange={(event) => set(event.currentTarget.value === "" ? [] : [event.currentTarget.value])}
    />
  );
}
