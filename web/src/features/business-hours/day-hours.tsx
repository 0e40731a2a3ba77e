import type { OpenInterval } from "@guichet/contract/business-hours/business-time";
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import classes from "./business-hours.module.css";
import { nextInterval, problemOf } from "./hours-values.ts";

type Props = {
  /** A weekday, or a holiday's date. */
  readonly day: string;
  readonly intervals: readonly OpenInterval[];
  readonly onChange: (intervals: OpenInterval[]) => void;
};

/** The hours of one day: none (closed), or several. */
export function DayHours({ day, intervals, onChange }: Props): ReactNode {
  const { t } = useWords();
  const problem = problemOf(intervals);
  const change = (place: number, part: Partial<OpenInterval>): void =>
    onChange(intervals.map((one, at) => (at === place ? { ...one, ...part } : one)));
  return (
    <div className={classes.hours}>
      {intervals.length === 0 && <span className={classes.closed}>{t("businessHours.closed")}</span>}
      {intervals.map((one, place) => {
        const words = { day, number: place + 1 };
        const wrong = problem?.place === place;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: intervals have no other name than their place
          <div key={place} className={classes.interval}>
            <TextInput
              type="time"
              aria-label={t("businessHours.from", words)}
              value={one.from}
              error={wrong}
              onChange={(event) => change(place, { from: event.currentTarget.value })}
            />
            <span aria-hidden>–</span>
            <TextInput
              type="time"
              aria-label={t("businessHours.until", words)}
              value={one.until}
              error={wrong}
              onChange={(event) => change(place, { until: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={t("businessHours.removeHours", words)}
              onClick={() => onChange(intervals.filter((_, at) => at !== place))}
            >
              <IconX size={16} />
            </ActionIcon>
          </div>
        );
      })}
      {problem !== null && (
        <p className={classes.problem} role="alert">
          {t(`businessHours.${problem.problem}`)}
        </p>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        aria-label={t("businessHours.addHoursOn", { day })}
        onClick={() => onChange([...intervals, nextInterval(intervals)])}
      >
        {t("businessHours.addHours")}
      </Button>
    </div>
  );
}
