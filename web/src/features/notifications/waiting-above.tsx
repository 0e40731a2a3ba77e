import { type NotificationChoices, WAITING_ABOVE_MOST } from "@guichet/contract";
import { NumberInput, Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import type { Form } from "../../ui/use-form.ts";
import classes from "./notification-choices-form.module.css";

const FIRST_ABOVE = 10;

export function isAbove(value: number | null): boolean {
  return value === null || (Number.isInteger(value) && value >= 0 && value <= WAITING_ABOVE_MOST);
}

type Props = {
  readonly label: string;
  readonly hint: string;
  readonly value: number | null;
  readonly onChange: (above: number | null) => void;
};

/** Whether one hears of many who wait, and from how many on. */
export function WaitingAbove({ label, hint, value, onChange }: Props): ReactNode {
  const { t } = useWords();
  return (
    <>
      <Switch
        label={label}
        description={hint}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? FIRST_ABOVE : null)}
      />
      {value !== null && (
        <NumberInput
          label={t("notificationChoices.emailWaitingAbove")}
          min={0}
          max={WAITING_ABOVE_MOST}
          allowDecimal={false}
          clampBehavior="none"
          value={Number.isNaN(value) ? "" : value}
          error={isAbove(value) ? undefined : t("notificationChoices.emailWaitingRange")}
          onChange={(above) => onChange(above === "" ? Number.NaN : Number(above))}
          className={classes.number}
        />
      )}
    </>
  );
}

/** The queue calls by window and sound, while one is Available (W145). */
export function QueueChoices({ form }: { readonly form: Form<NotificationChoices> }): ReactNode {
  const { t } = useWords();
  return (
    <FormSection title={t("notificationChoices.queue")} text={t("notificationChoices.queueText")}>
      <WaitingAbove
        label={t("notificationChoices.queueWaiting")}
        hint={t("notificationChoices.queueWaitingHint")}
        value={form.values.waitingAbove}
        onChange={(above) => form.set("waitingAbove", above)}
      />
    </FormSection>
  );
}
