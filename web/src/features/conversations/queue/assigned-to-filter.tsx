import { type ReactNode, useState } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { PresenceDot } from "../../../ui/presence-dot.tsx";
import type { AssignedTo } from "../picture/queue-filter.ts";
import { useColleagues } from "../use-world.ts";
import classes from "./filter.module.css";
import { FilterButton } from "./filter-button.tsx";
import { foldText } from "./fold-text.ts";

type Selected = readonly AssignedTo[] | null;
type Props = { readonly selected: Selected; readonly onChange: (selected: Selected) => void };
const WORDS = { unassigned: "unassigned", me: "assignedToMe", others: "assignedToOthers" } as const;
type Word = keyof typeof WORDS;

/** Whose conversations: nobody's, mine, others', or those of some colleagues (W42). */
export function AssignedToFilter({ selected, onChange }: Props): ReactNode {
  const { t } = useWords();
  const value = useValueWords(selected);
  return (
    <FilterButton
      label={value ?? t("conversations.assignedTo")}
      active={selected !== null}
      title={t("conversations.assignedTo")}
    >
      {() => <Choices selected={selected} onChange={onChange} />}
    </FilterButton>
  );
}

function useValueWords(selected: Selected): string | undefined {
  const { t } = useWords();
  const colleagues = useColleagues();
  const first = selected?.[0];
  if (selected === null || first === undefined) return undefined;
  const name = isWord(first) ? t(`conversations.${WORDS[first]}`) : colleagues.find((one) => one.id === first)?.name;
  return selected.length === 1 ? name : `${name ?? ""} +${selected.length - 1}`;
}

function isWord(value: AssignedTo): value is Word {
  return value in WORDS;
}

function Choices({ selected, onChange }: Props): ReactNode {
  const { t } = useWords();
  const me = useMe().id;
  const colleagues = useColleagues();
  const [search, setSearch] = useState("");
  const set = (value: AssignedTo, on: boolean): void => {
    const others = (selected ?? []).filter((one) => one !== value);
    const next = on ? [...others, value] : others;
    onChange(next.length === 0 ? null : next);
  };
  const wanted = foldText(search);
  const found = colleagues
    .filter((one) => one.id !== me && !one.deactivated && foldText(one.name).includes(wanted))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <>
      <input
        className={classes.search}
        placeholder={t("conversations.searchColleagues")}
        aria-label={t("conversations.searchColleagues")}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={classes.list}>
        {wanted === "" && (
          <fieldset className={classes.group} aria-label={t("conversations.assignedTo")}>
            <Option label={t("conversations.anyone")} checked={selected === null} onChange={() => onChange(null)} />
            {(["unassigned", "me", "others"] as const).map((word) => (
              <Option
                key={word}
                label={t(`conversations.${WORDS[word]}`)}
                checked={selected?.includes(word) ?? false}
                onChange={(on) => set(word, on)}
              />
            ))}
          </fieldset>
        )}
        <fieldset className={classes.group} aria-label={t("conversations.colleagues")}>
          {found.map((one) => (
            <Option
              key={one.id}
              label={one.name}
              presence={<PresenceDot presence={one.presence} />}
              checked={selected?.includes(one.id) ?? false}
              onChange={(on) => set(one.id, on)}
            />
          ))}
          {found.length === 0 && wanted !== "" && (
            <p className={classes.nothing}>{t("ui.nothingFound", { query: search })}</p>
          )}
        </fieldset>
      </div>
    </>
  );
}

type OptionProps = {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
  readonly presence?: ReactNode;
};

function Option({ label, checked, onChange, presence }: OptionProps): ReactNode {
  return (
    <label className={classes.option}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {presence}
      <span className={classes.name}>{label}</span>
    </label>
  );
}
