import { Button } from "@mantine/core";
import { type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import { KeysHint } from "../../ui/keys-hint.tsx";
import { useKeyNames } from "../../ui/keys-of.tsx";
import type { Named } from "./catalogue.ts";
import { DEFAULT_KEYS } from "./default-keys.ts";
import classes from "./keyboard.module.css";
import { whyNot } from "./refused-keys.ts";
import type { OwnKeys } from "./use-own-keys.ts";
import { useRecorder } from "./use-recorder.ts";

type Props = {
  readonly command: Named;
  readonly own: OwnKeys;
  readonly labelOf: (id: string) => string;
  readonly onSay: (words: string) => void;
};
type State =
  | { readonly at: "rest" }
  | { readonly at: "press" }
  | { readonly at: "refused"; readonly words: string }
  | { readonly at: "taken"; readonly keys: readonly string[]; readonly owners: readonly string[] };

/** A command and its key; the key is changed by pressing the new one (W98). */
export function KeyRow({ command, own, labelOf, onSay }: Props): ReactNode {
  const { t } = useWords();
  const names = useKeyNames();
  const [state, setState] = useState<State>({ at: "rest" });
  const change = useRef<HTMLButtonElement>(null);
  useFocusBackTo(change, state.at === "rest");
  const { id, inField = false } = command;
  const label = t(command.word);
  const keys = own.keysOf(id);
  const give = (wanted: readonly string[]): void => {
    own.give(id, wanted);
    setState({ at: "rest" });
    const spoken = wanted.map(names).join(", ");
    onSay(
      wanted.length === 0
        ? t("ownKeys.removed", { command: label })
        : t("ownKeys.changed", { command: label, keys: spoken }),
    );
  };
  const ask = (wanted: readonly string[]): void => {
    const owners = own.ownersOf(id, wanted);
    if (owners.length > 0) setState({ at: "taken", keys: wanted, owners });
    else give(wanted);
  };
  const heard = (pressed: string): void => {
    const why = whyNot(pressed, inField);
    if (why === undefined) ask([pressed]);
    else setState({ at: "refused", words: t(`ownKeys.refused_${why}`, { keys: names(pressed) }) });
  };
  return (
    <li className={classes.row} data-open={state.at !== "rest" || undefined}>
      <span className={classes.label}>{label}</span>
      <span className={classes.keys}>
        {keys.map((one) => (
          <KeysHint key={one} keys={one} />
        ))}
        {keys.length === 0 && <span className={classes.none}>{t("ownKeys.none")}</span>}
      </span>
      <span className={classes.deeds}>
        {own.isOwn(id) && (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t("ownKeys.reset", { command: label })}
            onClick={() => {
              ask(DEFAULT_KEYS[id] ?? []);
              change.current?.focus();
            }}
          >
            {t("ownKeys.resetShort")}
          </Button>
        )}
        <Button
          ref={change}
          variant="default"
          size="compact-sm"
          aria-label={t("ownKeys.change", { command: label })}
          onClick={() => setState({ at: "press" })}
        >
          {t("ownKeys.changeShort")}
        </Button>
      </span>
      {state.at === "press" && (
        <Recorder
          label={label}
          hasKey={keys.length > 0}
          onKeys={heard}
          onNone={() => give([])}
          onLeave={() => setState({ at: "rest" })}
        />
      )}
      {state.at === "refused" && (
        <Question
          words={state.words}
          onAnother={() => setState({ at: "press" })}
          onLeave={() => setState({ at: "rest" })}
        />
      )}
      {state.at === "taken" && (
        <Question
          words={t("ownKeys.taken", {
            keys: state.keys.map(names).join(", "),
            owners: state.owners.map(labelOf).join(", "),
          })}
          onTake={() => give(state.keys)}
          onAnother={() => setState({ at: "press" })}
          onLeave={() => setState({ at: "rest" })}
        />
      )}
    </li>
  );
}

type RecorderProps = {
  readonly label: string;
  readonly hasKey: boolean;
  readonly onKeys: (keys: string) => void;
  readonly onNone: () => void;
  readonly onLeave: () => void;
};

function Recorder({ label, hasKey, onKeys, onNone, onLeave }: RecorderProps): ReactNode {
  const { t } = useWords();
  const hint = useId();
  const field = useRef<HTMLButtonElement>(null);
  const { strokes, onKeyDown } = useRecorder(onKeys, onLeave);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <div className={classes.more}>
      <button
        ref={field}
        type="button"
        className={classes.press}
        data-recording
        aria-label={t("ownKeys.pressFor", { command: label })}
        aria-describedby={hint}
        onKeyDown={onKeyDown}
      >
        {strokes.length > 0 ? <KeysHint keys={strokes.join(" ")} /> : t("ownKeys.press")}
      </button>
      <span id={hint} className={classes.hint}>
        {strokes.length > 0 ? t("ownKeys.pressNext") : t("ownKeys.pressHint")}
      </span>
      {hasKey && (
        <Button variant="subtle" size="compact-sm" onClick={onNone}>
          {t("ownKeys.noKey")}
        </Button>
      )}
      <Button variant="subtle" size="compact-sm" onClick={onLeave}>
        {t("ui.cancel")}
      </Button>
    </div>
  );
}

type QuestionProps = {
  readonly words: string;
  readonly onTake?: () => void;
  readonly onAnother: () => void;
  readonly onLeave: () => void;
};

/** Why the key is not simply given, and the ways on. */
function Question({ words, onTake, onAnother, onLeave }: QuestionProps): ReactNode {
  const { t } = useWords();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div className={classes.more}>
      <p role="alert" className={classes.problem}>
        {words}
      </p>
      {onTake && (
        <Button ref={first} size="compact-sm" onClick={onTake}>
          {t("ownKeys.takeIt")}
        </Button>
      )}
      <Button {...(onTake ? {} : { ref: first })} variant="default" size="compact-sm" onClick={onAnother}>
        {t("ownKeys.another")}
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={onLeave}>
        {t("ui.cancel")}
      </Button>
    </div>
  );
}

/** When it is over, the focus goes back to the button it began with, unless it has gone elsewhere. */
function useFocusBackTo(button: RefObject<HTMLButtonElement | null>, rest: boolean): void {
  const rested = useRef(rest);
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (rest && !rested.current && lost) button.current?.focus();
    rested.current = rest;
  }, [button, rest]);
}
