import { ActionIcon, Select } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { useWords } from "../locales/use-words.ts";
import classes from "./grant-list.module.css";

export type Grantable = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly icon?: ReactNode;
};
export type Grant<Value extends string> = { readonly id: string; readonly value: Value };
type Props<Value extends string> = {
  readonly label: string;
  readonly items: readonly Grantable[];
  readonly grants: readonly Grant<Value>[];
  readonly onChange: (grants: Grant<Value>[]) => void;
  /** What each may be given; one choice alone is not asked. */
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly first: Value;
  readonly addLabel: string;
  readonly emptyText: string;
  readonly valueLabel: (name: string) => string;
  readonly removeLabel: (name: string) => string;
};

/** Who or what has been given something, each with a value; more are added by searching below. */
export function GrantList<Value extends string>(props: Props<Value>): ReactNode {
  const { t } = useWords();
  const id = useId();
  const { items, grants, onChange } = props;
  // Emptied after each pick, so that the next can be searched at once.
  const [sought, setSought] = useState("");
  const byId = new Map(items.map((item) => [item.id, item]));
  const taken = new Set(grants.map((grant) => grant.id));
  const open = items.filter((item) => !taken.has(item.id));
  return (
    <div className={classes.list}>
      <p className={classes.label} id={id}>
        {props.label}
      </p>
      {grants.length === 0 ? (
        <p className={classes.empty}>{props.emptyText}</p>
      ) : (
        <ul className={classes.rows} aria-labelledby={id}>
          {grants.map((grant) => (
            <GrantRow key={grant.id} {...props} grant={grant} item={byId.get(grant.id)} />
          ))}
        </ul>
      )}
      {open.length > 0 && (
        <Select
          aria-label={props.addLabel}
          placeholder={props.addLabel}
          leftSection={<IconPlus size={15} />}
          rightSection={<span />}
          searchable
          searchValue={sought}
          onSearchChange={setSought}
          limit={80}
          value={null}
          data={open.map((item) => ({
            value: item.id,
            label: item.hint ? `${item.label} (${item.hint})` : item.label,
          }))}
          nothingFoundMessage={t("ui.nothing")}
          onChange={(chosen) => {
            if (chosen) onChange([...grants, { id: chosen, value: props.first }]);
            setSought("");
          }}
        />
      )}
    </div>
  );
}

type RowProps<Value extends string> = Props<Value> & {
  readonly grant: Grant<Value>;
  readonly item: Grantable | undefined;
};

function GrantRow<Value extends string>({
  grant,
  item,
  grants,
  choices,
  onChange,
  valueLabel,
  removeLabel,
}: RowProps<Value>): ReactNode {
  // Something we may not see or that is gone keeps its place, so that saving does not take it away unseen.
  const name = item?.label ?? grant.id.slice(0, 8);
  const give = (wanted: string | null): void => {
    const choice = choices.find((one) => one.value === wanted);
    if (choice) onChange(grants.map((one) => (one.id === grant.id ? { ...one, value: choice.value } : one)));
  };
  return (
    <li className={classes.row}>
      {item?.icon}
      <span className={classes.name}>
        <span>{name}</span>
        {item?.hint && <span className={classes.hint}>{item.hint}</span>}
      </span>
      {choices.length > 1 && (
        <Select
          className={classes.value}
          size="xs"
          aria-label={valueLabel(name)}
          data={choices.map(({ value, label }) => ({ value, label }))}
          value={grant.value}
          allowDeselect={false}
          onChange={give}
        />
      )}
      <ActionIcon aria-label={removeLabel(name)} onClick={() => onChange(grants.filter((one) => one.id !== grant.id))}>
        <IconX size={16} />
      </ActionIcon>
    </li>
  );
}
