import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../../locales/use-words.ts";
import {
  type ConditionRow,
  groupRows,
  MOST_ROWS,
  NEW_CONDITION,
  OPERATORS,
  type RowProblem,
} from "./automation-values.ts";
import { operatorWords } from "./automation-words.ts";
import classes from "./automations.module.css";

type Props = {
  readonly rows: readonly ConditionRow[];
  readonly onChange: (rows: readonly ConditionRow[]) => void;
  readonly problems: ReadonlyMap<number, RowProblem>;
};

/** *If / Or / And message …*: what AND holds together stands in one bracket, for it binds tighter than OR (R29). */
export function ConditionRows({ rows, onChange, problems }: Props): ReactNode {
  const { t } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const added = useRef(false);
  // What was just added is what one wants to fill in.
  useEffect(() => {
    if (!added.current) return;
    added.current = false;
    const fields = frame.current?.querySelectorAll<HTMLInputElement>("[data-phrases]");
    fields?.item(fields.length - 1).focus();
  });
  const groups = groupRows(rows);
  const set = (at: number, row: ConditionRow): void => onChange(rows.map((one, place) => (place === at ? row : one)));
  const add = (joiner: ConditionRow["joiner"]): void => {
    added.current = true;
    onChange([...rows, { ...NEW_CONDITION, joiner }]);
  };
  return (
    <div ref={frame} className={classes.rule}>
      {groups.map((group) => (
        <ul
          key={group[0]?.at}
          className={classes.group}
          data-bracket={(groups.length > 1 && group.length > 1) || undefined}
          aria-label={t("automations.group")}
        >
          {group.map(({ row, at }) => (
            <li key={at} className={classes.condition}>
              <Condition
                row={row}
                at={at}
                only={rows.length === 1}
                problem={problems.get(at)}
                onChange={(changed) => set(at, changed)}
                onRemove={() => onChange(rows.filter((_, place) => place !== at))}
              />
            </li>
          ))}
        </ul>
      ))}
      <div className={classes.adds}>
        {(["and", "or"] as const).map((joiner) => (
          <Button
            key={joiner}
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            disabled={rows.length >= MOST_ROWS}
            onClick={() => add(joiner)}
          >
            {t(`automations.add_${joiner}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}

type ConditionProps = {
  readonly row: ConditionRow;
  readonly at: number;
  readonly only: boolean;
  readonly problem: RowProblem | undefined;
  readonly onChange: (row: ConditionRow) => void;
  readonly onRemove: () => void;
};

function Condition({ row, at, only, problem, onChange, onRemove }: ConditionProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const number = at + 1;
  const counts = row.operator === "word_count";
  return (
    <>
      <Joiner row={row} at={at} onChange={onChange} />
      <Select
        className={classes.operator}
        aria-label={t("automations.operator", { number })}
        allowDeselect={false}
        maxDropdownHeight={340}
        data={OPERATORS.map((value) => ({ value, label: operatorWords(value, words) }))}
        value={row.operator}
        onChange={(chosen) => onChange({ ...row, operator: OPERATORS.find((one) => one === chosen) ?? row.operator })}
      />
      <TextInput
        className={classes.many}
        data-phrases
        aria-label={t(counts ? "automations.wordCount" : "automations.phrases", { number })}
        placeholder={t(counts ? "automations.wordCountHint" : "automations.phrasesHint")}
        inputMode={counts ? "numeric" : undefined}
        autoComplete="off"
        value={row.text}
        error={problem && t(`automations.problem_${problem}`)}
        onChange={(event) => onChange({ ...row, text: event.currentTarget.value })}
      />
      <ActionIcon
        size={36}
        className={classes.drop ?? ""}
        aria-label={t("automations.removeCondition", { number })}
        disabled={only}
        onClick={onRemove}
      >
        <IconX size={16} />
      </ActionIcon>
    </>
  );
}

function Joiner({ row, at, onChange }: Pick<ConditionProps, "row" | "at" | "onChange">): ReactNode {
  const { t } = useWords();
  if (at === 0) return <span className={classes.joined}>{t("automations.ifMessage")}</span>;
  return (
    <span className={classes.joined}>
      <select
        className={classes.joiner}
        aria-label={t("automations.joiner", { number: at + 1 })}
        value={row.joiner}
        onChange={(event) => onChange({ ...row, joiner: event.currentTarget.value === "or" ? "or" : "and" })}
      >
        <option value="and">{t("automations.joiner_and")}</option>
        <option value="or">{t("automations.joiner_or")}</option>
      </select>{" "}
      {t("automations.message")}
    </span>
  );
}
