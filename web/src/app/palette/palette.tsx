import { Modal } from "@mantine/core";
import { IconArrowLeft, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useWords } from "../../locales/use-words.ts";
import { type Command, useCommands } from "../../ui/commands.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import classes from "./palette.module.css";
import { PaletteOption } from "./palette-option.tsx";
import { NOTHING_AHEAD, type TypedAhead } from "./typed-ahead.ts";
import { type PaletteItem, usePaletteItems } from "./use-palette-items.ts";

type Props = {
  readonly step: Command | undefined;
  /** What was typed while this was being fetched: taken over once. */
  readonly ahead: RefObject<TypedAhead>;
  readonly onClose: () => void;
};

const LOOK = { content: classes.content };

/** Everything one can do here, by name; some commands ask one thing more before they run. */
export function Palette({ step: firstStep, ahead, onClose }: Props): ReactNode {
  const { t } = useWords();
  const [step, setStep] = useState(firstStep);
  useFocusBack();
  return (
    <Modal.Root opened onClose={onClose} centered={false} yOffset="12vh" size={580} classNames={LOOK}>
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content aria-label={t("shell.palette")}>
        <Modal.Body p={0}>
          <Finder key={step?.id ?? "all"} step={step} ahead={ahead} onStep={setStep} onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

type FinderProps = {
  readonly step: Command | undefined;
  readonly ahead: RefObject<TypedAhead>;
  readonly onStep: (step: Command | undefined) => void;
  readonly onClose: () => void;
};

function Finder({ step, ahead, onStep, onClose }: FinderProps): ReactNode {
  const { t } = useWords();
  const listId = useId();
  const [typed, setTyped] = useState(ahead.current.text);
  const [place, setPlace] = useState(ahead.current.place);
  const field = useRef<HTMLInputElement>(null);
  // Before the next key: the dialog's own focus comes a moment too late for who types on.
  useLayoutEffect(() => field.current?.focus(), []);
  const navigate = useNavigate();
  const search = useCallback((q: string) => void navigate({ to: "/search", search: { q } }), [navigate]);
  const items = usePaletteItems(useCommands(), step, typed, search);
  const chosen = items[Math.min(place, items.length - 1)];
  const run = (item: PaletteItem): void => {
    item.onRun();
    if (item.leadsTo) onStep(item.leadsTo);
    else onClose();
  };
  useDoneAhead(ahead, chosen && (() => run(chosen)), onClose);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown")
      setPlace((before) => (Math.min(before, items.length - 1) + 1) % Math.max(1, items.length));
    else if (event.key === "ArrowUp")
      setPlace((before) => (Math.min(before, items.length - 1) + items.length - 1) % Math.max(1, items.length));
    else if (event.key === "Enter" && chosen) run(chosen);
    else if (event.key === "Backspace" && typed === "" && step) onStep(undefined);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className={classes.field}>
        {step ? (
          <button type="button" className={classes.back} aria-label={t("ui.back")} onClick={() => onStep(undefined)}>
            <IconArrowLeft size={17} />
          </button>
        ) : (
          <IconSearch size={17} stroke={1.8} />
        )}
        <input
          ref={field}
          className={classes.input}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={chosen ? `${listId}-${chosen.id}` : undefined}
          aria-label={step ? t("shell.paletteStep", { command: step.label }) : t("shell.paletteSearch")}
          placeholder={step ? step.label : t("shell.paletteSearch")}
          value={typed}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setPlace(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <Results id={listId} items={items} chosen={chosen} onRun={run} onPoint={setPlace} />
      <p className={classes.foot}>{t("shell.paletteHint")}</p>
    </>
  );
}

/** Enter or Escape was pressed before there was anything to press it in. */
function useDoneAhead(ahead: RefObject<TypedAhead>, run: (() => void) | undefined, onClose: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the field appears
  useEffect(() => {
    const { ended } = ahead.current;
    ahead.current = NOTHING_AHEAD;
    if (ended === "close") onClose();
    else if (ended === "run") run?.();
  }, []);
}

type ResultsProps = {
  readonly id: string;
  readonly items: readonly PaletteItem[];
  readonly chosen: PaletteItem | undefined;
  readonly onRun: (item: PaletteItem) => void;
  readonly onPoint: (place: number) => void;
};

function Results({ id, items, chosen, onRun, onPoint }: ResultsProps): ReactNode {
  const { t } = useWords();
  useEffect(() => {
    if (chosen) document.getElementById(`${id}-${chosen.id}`)?.scrollIntoView({ block: "nearest" });
  }, [id, chosen]);
  return (
    <div className={classes.results} role="listbox" id={id} aria-label={t("shell.palette")}>
      {items.every((item) => item.id === "searchFor") && <p className={classes.nothing}>{t("shell.paletteNothing")}</p>}
      {items.map((item, place) => (
        <PaletteOption
          key={item.id}
          id={`${id}-${item.id}`}
          item={item}
          heading={item.group !== items[place - 1]?.group ? item.group : undefined}
          chosen={item === chosen}
          onRun={() => onRun(item)}
          onPoint={() => onPoint(place)}
        />
      ))}
    </div>
  );
}
