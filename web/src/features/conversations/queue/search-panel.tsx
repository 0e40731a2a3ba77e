import { type ReactNode, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./filter.module.css";
import { foldText } from "./fold-text.ts";

type Props = {
  /** What is searched, as the field's name. */
  readonly label: string;
  /** Below it: the choices for what was typed, folded; `null` where there are none. */
  readonly children: (wanted: string) => ReactNode;
  /** Said when nothing was typed and there is nothing to choose. */
  readonly empty?: string;
};

/** What every filter opens: a field to search with, and choices that fit what is typed. */
export function SearchPanel({ label, children, empty }: Props): ReactNode {
  const { t } = useWords();
  const [search, setSearch] = useState("");
  const choices = children(foldText(search));
  const nothing = search.trim() === "" ? empty : t("ui.nothingFound", { query: search });
  return (
    <>
      <input
        className={classes.search}
        placeholder={label}
        aria-label={label}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={classes.list}>
        {choices ?? (nothing !== undefined && <p className={classes.nothing}>{nothing}</p>)}
      </div>
    </>
  );
}

type GroupProps = {
  readonly label: string;
  /** The label is also seen. */
  readonly headed?: boolean;
  readonly children: ReactNode;
};

/** Choices that belong together. */
export function OptionGroup({ label, headed = false, children }: GroupProps): ReactNode {
  return (
    <fieldset className={classes.group} aria-label={label}>
      {headed && (
        <p className={classes.heading} aria-hidden>
          {label}
        </p>
      )}
      {children}
    </fieldset>
  );
}

type OptionProps = {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
  /** In front of the name. */
  readonly mark?: ReactNode;
};

export function Option({ label, checked, onChange, mark }: OptionProps): ReactNode {
  return (
    <label className={classes.option}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {mark}
      <span className={classes.name}>{label}</span>
    </label>
  );
}

type PillsProps<Value extends string> = {
  readonly label: string;
  readonly name: string;
  readonly options: readonly { readonly value: Value | null; readonly label: string }[];
  readonly chosen: Value | null;
  readonly onChange: (value: Value | null) => void;
};

/** One of a few, side by side. */
export function OptionPills<Value extends string>(props: PillsProps<Value>): ReactNode {
  return (
    <fieldset className={classes.group} aria-label={props.label}>
      <p className={classes.heading} aria-hidden>
        {props.label}
      </p>
      <div className={classes.pills}>
        {props.options.map(({ value, label }) => (
          <label key={label} className={classes.pill}>
            <input
              type="radio"
              name={props.name}
              checked={props.chosen === value}
              onChange={() => props.onChange(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** With or without one of a list; an empty list asks for nothing. */
export function withOne<Value>(all: readonly Value[] | null, one: Value, on: boolean): readonly Value[] | null {
  const others = (all ?? []).filter((other) => other !== one);
  const next = on ? [...others, one] : others;
  return next.length === 0 ? null : next;
}
