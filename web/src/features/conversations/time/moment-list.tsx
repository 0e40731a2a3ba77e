import type { KeyboardEvent, ReactNode } from "react";
import { useDates } from "../../../locales/use-dates.ts";
import classes from "./boomerang.module.css";

/** `label`: its name; `at`: when that would be, in ms. */
export type Moment<Key> = { readonly key: Key; readonly label: string; readonly at: number };
type Props<Key> = {
  readonly legend: string;
  readonly moments: readonly Moment<Key>[];
  readonly now: number;
  readonly disabled?: boolean;
  readonly onChoose: (key: Key) => void;
};

/** The usual moments to choose from; each says when that will be. Arrows move between them. */
export function MomentList<Key extends string | number>(props: Props<Key>): ReactNode {
  const { legend, moments, now, disabled, onChoose } = props;
  const dates = useDates();
  const when = (at: number): string => {
    const time = dates.format(at, "time");
    return dates.dayKey(at) === dates.dayKey(now) ? time : `${dates.format(at, "day")}, ${time}`;
  };
  return (
    <fieldset className={classes.presets} onKeyDown={moveWithArrows}>
      <legend className={classes.label}>{legend}</legend>
      {moments.map(({ key, label, at }, place) => (
        <button
          key={key}
          type="button"
          className={classes.preset}
          disabled={disabled}
          data-autofocus={place === 0 || undefined}
          onClick={() => onChoose(key)}
        >
          <span>{label}</span>
          <span className={classes.when}>{when(at)}</span>
        </button>
      ))}
    </fieldset>
  );
}

function moveWithArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button:enabled")];
  const at = buttons.findIndex((one) => one.matches(":focus"));
  buttons.at((at + step + buttons.length) % buttons.length)?.focus();
  event.preventDefault();
}
