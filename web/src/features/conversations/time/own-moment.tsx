import { Button, TextInput } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./boomerang.module.css";
import { toInstant, toLocal } from "./zoned.ts";

const DAY = 86_400_000;
type Props = {
  /** What it says at first. */
  readonly first: Date;
  /** Not later than so many days from `now` on, which is in ms. */
  readonly mostDays: number;
  readonly now: number;
  readonly disabled?: boolean;
  /** What is to be said of a moment that could be chosen, in ms. */
  readonly warn?: (at: number) => string | undefined;
  readonly onChoose: (at: Date) => void;
};

/** A moment of one's own, by the agent's own clocks. */
export function OwnMoment({ first, mostDays, now, disabled, warn, onChoose }: Props): ReactNode {
  const { t } = useWords();
  const zone = useMe().timeZone;
  const id = useId();
  const latest = now + mostDays * DAY;
  const [local, setLocal] = useState(() => toLocal(first, zone));
  const [tried, setTried] = useState(false);
  const at = toInstant(local, zone)?.getTime();
  const fits = at !== undefined && at > Date.now() && at <= latest;
  const wrong = tried && !fits;
  const warning = fits ? warn?.(at) : undefined;
  return (
    <form
      className={classes.own}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (fits && disabled !== true) onChoose(new Date(at));
      }}
      noValidate
    >
      <TextInput
        type="datetime-local"
        label={t("time.ownMoment")}
        min={toLocal(new Date(now), zone)}
        max={toLocal(new Date(latest), zone)}
        value={local}
        error={wrong}
        aria-describedby={id}
        onChange={(event) => setLocal(event.currentTarget.value)}
        className={classes.moment}
      />
      <Button type="submit" variant="default" disabled={disabled}>
        {t("time.setMoment")}
      </Button>
      <p className={wrong ? classes.wrong : classes.hint} id={id} role={wrong ? "alert" : undefined}>
        {wrong ? t("time.momentPast") : t("time.ownMomentHint", { zone })}
      </p>
      {warning !== undefined && (
        <p className={classes.warning} role="status">
          {warning}
        </p>
      )}
    </form>
  );
}
