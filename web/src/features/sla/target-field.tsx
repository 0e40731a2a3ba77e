import { NumberInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { durationWords } from "../../ui/duration-words.ts";
import { TARGET_MOST } from "./policy-values.ts";
import classes from "./sla.module.css";

type Props = {
  readonly label: string;
  readonly hint: string;
  readonly minutes: number | null;
  readonly wrong: boolean;
  readonly onChange: (minutes: number | null) => void;
};

/** A target in minutes, or none; long ones are also said in hours. */
export function TargetField({ label, hint, minutes, wrong, onChange }: Props): ReactNode {
  const { t, locale } = useWords();
  const said =
    minutes !== null && !wrong && minutes > 60 ? t("slaSettings.is", { duration: durationWords(minutes, locale) }) : "";
  return (
    <NumberInput
      label={label}
      description={hint}
      placeholder={t("slaSettings.noTarget")}
      min={1}
      max={TARGET_MOST}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      suffix={` ${t("slaSettings.minutes")}`}
      value={minutes === null || Number.isNaN(minutes) ? "" : minutes}
      error={wrong ? t("slaSettings.targetRange", { most: TARGET_MOST.toLocaleString(locale) }) : undefined}
      onChange={(value) => onChange(value === "" ? null : Number(value))}
      inputContainer={(input) => (
        <span className={classes.target}>
          {input}
          <span className={classes.said}>{said}</span>
        </span>
      )}
    />
  );
}
