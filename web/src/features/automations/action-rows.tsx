import { ActionIcon, Button, Select } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { type ActionProblem, type ActionRow, MOST_ACTIONS } from "./automation-values.ts";
import classes from "./automations.module.css";
import { type Names, nameIn } from "./names.ts";

const TYPES = ["tag", "topic", "resolve"] as const;
type Props = {
  readonly rows: readonly ActionRow[];
  readonly names: Names;
  /** Resolving gives a reason (W66). */
  readonly reasonAsked: boolean;
  readonly problems: ReadonlyMap<number, ActionProblem>;
  readonly onChange: (rows: readonly ActionRow[]) => void;
};

/** *Then …*: what happens with the message and its conversation (R30, R31). */
export function ActionRows({ rows, names, reasonAsked, problems, onChange }: Props): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.rule}>
      <ul className={classes.group} aria-label={t("automations.firstThen")}>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: actions have no names; a place is all they are known by
          <li key={at} className={classes.action}>
            <Action
              row={row}
              at={at}
              rows={rows}
              names={names}
              reasonAsked={reasonAsked}
              problem={problems.get(at)}
              onChange={(changed) => onChange(rows.map((one, place) => (place === at ? changed : one)))}
              onRemove={() => onChange(rows.filter((_, place) => place !== at))}
            />
          </li>
        ))}
      </ul>
      <div className={classes.adds}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          disabled={rows.length >= MOST_ACTIONS}
          onClick={() => onChange([...rows, { type: "tag", id: null }])}
        >
          {t("automations.addAction")}
        </Button>
      </div>
    </div>
  );
}

type ActionProps = Omit<Props, "problems" | "onChange"> & {
  readonly row: ActionRow;
  readonly at: number;
  readonly problem: ActionProblem | undefined;
  readonly onChange: (row: ActionRow) => void;
  readonly onRemove: () => void;
};

function Action(props: ActionProps): ReactNode {
  const { row, at, rows, problem, onChange, onRemove } = props;
  const { t } = useWords();
  const number = at + 1;
  // Nothing is resolved twice.
  const open = TYPES.filter((type) => type !== "resolve" || row.type === "resolve" || !rows.some(isResolve));
  return (
    <>
      <span className={classes.joined}>{t(at === 0 ? "automations.firstThen" : "automations.andThen")}</span>
      <Select
        className={classes.operator}
        aria-label={t("automations.action", { number })}
        allowDeselect={false}
        data={open.map((value) => ({ value, label: t(`automations.type_${value}`) }))}
        value={row.type}
        onChange={(chosen) => onChange({ type: TYPES.find((one) => one === chosen) ?? row.type, id: null })}
      />
      <div className={classes.phrases}>
        <Chosen {...props} />
        {problem !== undefined && row.type === "resolve" && problem === "twice" && (
          <p className={classes.problem}>{t("automations.problem_twice")}</p>
        )}
      </div>
      <ActionIcon
        size={36}
        className={classes.remove ?? ""}
        aria-label={t("automations.removeAction", { number })}
        disabled={rows.length === 1}
        onClick={onRemove}
      >
        <IconX size={16} />
      </ActionIcon>
    </>
  );
}

function Chosen({ row, at, names, reasonAsked, problem, onChange }: ActionProps): ReactNode {
  const { t } = useWords();
  if (row.type === "resolve" && !reasonAsked) {
    return (
      <p className={classes.hint}>
        {t("automations.noReasons")} <Link to="/settings/resolution-reasons">{t("automations.noReasonsLink")}</Link>
      </p>
    );
  }
  const chosen = row.id === null ? undefined : nameIn(names, row.type, row.id);
  const gone = row.id !== null && (chosen === undefined || chosen.gone);
  const lost =
    row.id === null || chosen !== undefined ? [] : [{ value: row.id, label: t("automations.somethingDeleted") }];
  const options = names[row.type]
    .filter((one) => !one.gone || one.id === row.id)
    .map((one) => ({ value: one.id, label: one.gone ? t("automations.deletedName", { name: one.name }) : one.name }));
  const said = problem ?? (gone ? "gone" : undefined);
  return (
    <Select
      aria-label={t(`automations.chosen_${row.type}`, { number: at + 1 })}
      placeholder={t(`automations.choose_${row.type}`)}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t("ui.nothing")}
      data={[...lost, ...options]}
      value={row.id}
      error={said && t(`automations.problem_${said}`)}
      onChange={(id) => onChange({ ...row, id })}
    />
  );
}

function isResolve(row: ActionRow): boolean {
  return row.type === "resolve";
}
