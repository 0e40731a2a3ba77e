import { NumberInput, Select } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { useWords } from "../locales/use-words.ts";
import classes from "./span-field.module.css";

type Props = {
  readonly label: string;
  readonly description?: string;
  readonly hours: number;
  readonly onHours: (hours: number) => void;
  readonly most: number;
  readonly disabled?: boolean;
};
const DAY = 24;

/** A span of time as a number of hours or days; kept in hours. */
export function SpanField({ label, description, hours, onHours, most, disabled = false }: Props): ReactNode {
  const { t } = useWords();
  const [unit, setUnit] = useState(hours > 0 && hours % DAY === 0 ? DAY : 1);
  const id = useId();
  const fits = isSpan(hours, most);
  const shownUnit = hours % unit === 0 ? unit : 1;
  return (
    <div className={classes.span}>
      <NumberInput
        label={label}
        aria-describedby={description === undefined ? undefined : id}
        min={1}
        max={Math.floor(most / shownUnit)}
        allowDecimal={false}
        clampBehavior="none"
        disabled={disabled}
        value={hours / shownUnit}
        error={fits ? undefined : t("ui.spanRange", { days: Math.floor(most / DAY) })}
        onChange={(value) => onHours((Number(value) || 0) * shownUnit)}
        className={classes.number}
      />
      <Select
        aria-label={`${label}: ${t("ui.unit")}`}
        data={[
          { value: "1", label: t("ui.unitHours") },
          { value: String(DAY), label: t("ui.unitDays") },
        ]}
        allowDeselect={false}
        disabled={disabled}
        value={String(shownUnit)}
        onChange={(value) => {
          const next = Number(value) === DAY ? DAY : 1;
          setUnit(next);
          // The number stays what it was: three hours become three days, as far as that goes.
          onHours(Math.min(most, (hours / shownUnit) * next));
        }}
        className={classes.unit}
      />
      {description !== undefined && (
        <p className={classes.hint} id={id}>
          {description}
        </p>
      )}
    </div>
  );
}

export function isSpan(hours: number, most: number): boolean {
  return Number.isInteger(hours) && hours >= 1 && hours <= most;
}
