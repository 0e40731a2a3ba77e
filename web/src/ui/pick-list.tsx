import { IconCheck } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useId, useState } from "react";
import { useWords } from "../locales/use-words.ts";
import classes from "./pick-list.module.css";

export type PickItem = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** Before the words: whose it is. */
  readonly face?: ReactNode;
  /** Undefined: one is chosen and that is it. */
  readonly checked?: boolean;
};
type Props = {
  readonly label: string;
  readonly placeholder: string;
  /** What fits what was typed, best first. */
  readonly find: (typed: string) => readonly PickItem[];
  readonly onPick: (id: string) => void;
  /** Instead of the list when there is nothing to pick from at all. */
  readonly empty: ReactNode;
  /** What the keys do. */
  readonly foot?: string;
  /** A field of a form: one item is chosen, with a mark, and Tab takes what was typed along. */
  readonly single?: boolean;
  /** More is on its way: Enter that finds nothing yet takes the best as soon as it is there. */
  readonly isLoading?: boolean;
};

/**
 * Picks by name: one types, the arrows move, Enter takes. The focus stays in the field; the list is only pointed at. Whatever
 * it stands in closes it on Escape.
 */
export function PickList(props: Props): ReactNode {
  const { label, placeholder, find, onPick, empty, foot, single = false, isLoading = false } = props;
  const { t } = useWords();
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [place, setPlace] = useState(0);
  const [early, setEarly] = useState(false);
  const items = find(typed);
  const at = Math.min(place, items.length - 1);
  const chosen = items[at];
  const pick = (item: PickItem): void => {
    onPick(item.id);
    if (typed === "") return;
    setTyped("");
    // Where it stands in the whole list: the next one is often beside it.
    setPlace(
      Math.max(
        0,
        find("").findIndex((one) => one.id === item.id),
      ),
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    // A form is sent, or left for its next field: only what was searched for is meant to be chosen.
    if (single && (event.key === "Tab" || isSend(event))) {
      if (chosen && typed !== "" && !event.shiftKey) pick(chosen);
      return;
    }
    if (event.key === "ArrowDown") setPlace((at + 1) % Math.max(1, items.length));
    else if (event.key === "ArrowUp") setPlace((at + items.length - 1) % Math.max(1, items.length));
    else if (event.key === "Enter" && chosen) pick(chosen);
    else if (event.key === "Enter" && isLoading) setEarly(true);
    else return;
    event.preventDefault();
  };
  const takeEarly = useEffectEvent(() => {
    setEarly(false);
    if (chosen) pick(chosen);
  });
  useEffect(() => {
    if (early && !isLoading) takeEarly();
  }, [early, isLoading]);
  useEffect(() => {
    if (chosen) document.getElementById(`${listId}-${chosen.id}`)?.scrollIntoView({ block: "nearest" });
  }, [listId, chosen]);
  if (find("").length === 0) {
    return (
      // It takes the focus, so that Escape is heard.
      <p className={classes.nothing} tabIndex={-1} data-autofocus>
        {empty}
      </p>
    );
  }
  return (
    <>
      <input
        className={classes.search}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={chosen ? `${listId}-${chosen.id}` : undefined}
        aria-label={label}
        placeholder={placeholder}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setPlace(0);
          setEarly(false);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={classes.list} role="listbox" id={listId} aria-label={label} aria-multiselectable={!single}>
        {items.map((item, index) => (
          <Option
            key={item.id}
            id={`${listId}-${item.id}`}
            item={item}
            pointed={index === at}
            single={single}
            onPoint={() => setPlace(index)}
            onPick={() => pick(item)}
          />
        ))}
        {items.length === 0 && <p className={classes.nothing}>{t("ui.nothingFound", { query: typed })}</p>}
      </div>
      {foot && <p className={classes.foot}>{foot}</p>}
    </>
  );
}

function isSend(event: KeyboardEvent): boolean {
  return event.key === "Enter" && (event.ctrlKey || event.metaKey);
}

type OptionProps = {
  readonly id: string;
  readonly item: PickItem;
  readonly pointed: boolean;
  readonly single: boolean;
  readonly onPoint: () => void;
  readonly onPick: () => void;
};

function Option({ id, item, pointed, single, onPoint, onPick }: OptionProps): ReactNode {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field that has the focus
    // biome-ignore lint/a11y/useFocusableInteractive: pointed at by aria-activedescendant
    <div
      id={id}
      role="option"
      aria-selected={pointed}
      aria-checked={item.checked}
      className={classes.item}
      // The focus stays in the field.
      onPointerDown={(event) => event.preventDefault()}
      onPointerMove={pointed ? undefined : onPoint}
      onClick={onPick}
    >
      {item.checked !== undefined && (
        <span className={classes.check} data-single={single || undefined} aria-hidden>
          <IconCheck size={12} stroke={3} />
        </span>
      )}
      {item.face}
      <span className={classes.words}>
        <span className={classes.label}>{item.label}</span>
        {item.hint && <span className={classes.hint}>{item.hint}</span>}
      </span>
    </div>
  );
}
