import type { BusinessWeek } from "@guichet/contract";
import { WEEKDAYS } from "@guichet/contract/business-hours/business-time";
import { Button } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import classes from "./business-hours.module.css";
import { DayHours } from "./day-hours.tsx";
import { copyMonday } from "./hours-values.ts";

type Props = { readonly week: BusinessWeek; readonly onChange: (week: BusinessWeek) => void };

/** The hours of each weekday. */
export function WeekHours({ week, onChange }: Props): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.days}>
      {WEEKDAYS.map((day) => {
        const name = t(`businessHours.${day}`);
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid everywhere
          <div key={day} className={classes.day} role="group" aria-label={name}>
            <span className={classes.dayName} aria-hidden>
              {name}
            </span>
            <DayHours day={name} intervals={week[day]} onChange={(hours) => onChange({ ...week, [day]: hours })} />
          </div>
        );
      })}
      <Button
        size="compact-sm"
        variant="default"
        className={classes.add}
        leftSection={<IconCopy size={14} />}
        onClick={() => onChange(copyMonday(week))}
      >
        {t("businessHours.copyToWeekdays")}
      </Button>
    </div>
  );
}
