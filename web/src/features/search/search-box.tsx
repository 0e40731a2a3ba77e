import { MOST_SEARCH } from "@guichet/contract";
import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useLayoutEffect, useRef, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import classes from "./search.module.css";
import { accept, type SearchNames, type Suggestion, suggest } from "./suggest.ts";

type Props = {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly typed: string;
  readonly names: SearchNames;
  readonly onType: (typed: string) => void;
  /** Enter: search now; once that is found, on to it. */
  readonly onSearch: (typed: string) => void;
  /** Arrow down with nothing to choose: on to what was found. */
  readonly onDown: () => void;
  /** Escape with nothing to choose: out of the field, so that single keys work again. */
  readonly onLeave: () => void;
};

/** The field, and under it what the word at the caret could become. */
export function SearchBox({ field, typed, names, onType, onSearch, onDown, onLeave }: Props): ReactNode {
  const { t } = useWords();
  const listId = useId();
  const [caret, setCaret] = useState(-1);
  const [place, setPlace] = useState(-1);
  const wanted = useRef<number>(undefined);
  const offered = caret < 0 ? [] : suggest(typed, caret, names);
  const chosen = offered[place];
  // A suggestion puts the caret behind itself, once the field says what it said.
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    field.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = undefined;
  });
  const close = (): void => {
    setCaret(-1);
    setPlace(-1);
  };
  const take = (one: Suggestion): void => {
    const after = accept(typed, one);
    wanted.current = after.caret;
    onType(after.text);
    setPlace(-1);
    setCaret(one.operator === undefined ? -1 : after.caret);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // A key that belongs to writing Chinese or Japanese is none of ours.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" && offered.length === 0) onDown();
    else if (event.key === "ArrowDown") setPlace((place + 1) % offered.length);
    else if (event.key === "ArrowUp" && offered.length > 0) setPlace(place <= 0 ? offered.length - 1 : place - 1);
    else if (event.key === "Enter" && chosen) take(chosen);
    else if (event.key === "Enter") {
      close();
      onSearch(typed);
    } else if (event.key === "Escape" && offered.length > 0) close();
    else if (event.key === "Escape") onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className={classes.box}>
      <TextInput
        ref={field}
        size="md"
        role="combobox"
        aria-label={t("search.field")}
        aria-autocomplete="list"
        aria-expanded={offered.length > 0}
        aria-controls={listId}
        aria-activedescendant={chosen ? `${listId}-${place}` : undefined}
        placeholder={t("search.placeholder")}
        maxLength={MOST_SEARCH}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="search"
        leftSection={<IconSearch size={17} stroke={1.8} />}
        rightSection={
          typed === "" ? undefined : (
            <CloseButton
              size="sm"
              aria-label={t("ui.clearSearch")}
              onClick={() => {
                onType("");
                onSearch("");
                close();
                field.current?.focus();
              }}
            />
          )
        }
        value={typed}
        onChange={(event) => {
          onType(event.currentTarget.value);
          setCaret(event.currentTarget.selectionStart ?? -1);
          setPlace(-1);
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <div
        id={listId}
        role="listbox"
        aria-label={t("search.suggestions")}
        className={classes.suggestions}
        hidden={offered.length === 0}
      >
        {offered.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above hears the keys
          <div
            key={one.label}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === place}
            tabIndex={-1}
            className={classes.suggestion}
            // Before the field loses the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(one)}
            onPointerMove={() => setPlace(index)}
          >
            <bdi>{one.label}</bdi>
            {one.operator && <span className={classes.hint}>{t(`search.operator_${one.operator}`)}</span>}
          </div>
        ))}
      </div>
    </search>
  );
}
