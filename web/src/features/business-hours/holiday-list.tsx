import type { Holiday } from "@guichet/contract";
import { ActionIcon, Button, Switch, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import classes from "./business-hours.module.css";
import { DayHours } from "./day-hours.tsx";

type Props = { readonly holidays: readonly Holiday[]; readonly onChange: (holidays: Holiday[]) => void };

/** Dates on which the week does not count: closed, or open at their own hours. */
export function HolidayList({ holidays, onChange }: Props): ReactNode {
  const { t } = useWords();
  const change = (place: number, part: Partial<Holiday>): void =>
    onChange(holidays.map((one, at) => (at === place ? { ...one, ...part } : one)));
  return (
    <div className={classes.holidays}>
      {holidays.length === 0 && <p className={classes.closed}>{t("businessHours.noHolidays")}</p>}
      {holidays.map((holiday, place) => (
        <HolidayRow
          // biome-ignore lint/suspicious/noArrayIndexKey: the date is what is being typed
          key={place}
          holiday={holiday}
          twice={holidays.some((other, at) => at !== place && other.date !== "" && other.date === holiday.date)}
          onChange={(part) => change(place, part)}
          onRemove={() => onChange(holidays.filter((_, at) => at !== place))}
        />
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        className={classes.add}
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...holidays, { date: "", name: "", hours: [] }])}
      >
        {t("businessHours.addHoliday")}
      </Button>
    </div>
  );
}

type RowProps = {
  readonly holiday: Holiday;
  readonly twice: boolean;
  readonly onChange: (part: Partial<Holiday>) => void;
  readonly onRemove: () => void;
};

function HolidayRow({ holiday, twice, onChange, onRemove }: RowProps): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const { date, name, hours } = holiday;
  const said = date === "" ? "" : dates.format(`${date}T12:00:00Z`, "date");
  return (
    <div className={classes.holiday}>
      <div className={classes.holidayHead}>
        <TextInput
          type="date"
          label={t("businessHours.holidayDate")}
          value={date}
          error={twice ? t("businessHours.dateTwice") : date === "" ? t("businessHours.dateMissing") : undefined}
          onChange={(event) => onChange({ date: event.currentTarget.value })}
        />
        <TextInput
          label={t("businessHours.holidayName")}
          maxLength={100}
          autoComplete="off"
          value={name}
          className={classes.holidayName}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <ActionIcon
          className={classes.holidayRemove}
          aria-label={t("businessHours.holidayRemove", { date: said })}
          onClick={onRemove}
        >
          <IconX size={16} />
        </ActionIcon>
      </div>
      <Switch
        label={t("businessHours.holidayOpen")}
        checked={hours.length > 0}
        onChange={(event) =>
          onChange({ hours: event.currentTarget.checked ? [{ from: "09:00", until: "12:00" }] : [] })
        }
      />
      {hours.length > 0 && <DayHours day={said} intervals={hours} onChange={(given) => onChange({ hours: given })} />}
    </div>
  );
}
