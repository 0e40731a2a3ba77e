import { type NotificationChoices, type QuietHours, quietHours } from "@guichet/contract";
import { Switch, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useMe } from "../../api/me.ts";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import type { Form } from "../../ui/use-form.ts";
import classes from "./notification-choices-form.module.css";

const FIRST: QuietHours = { from: "19:00", until: "08:00" };

export function isQuiet(value: QuietHours | null): boolean {
  return value === null || quietHours.safeParse(value).success;
}

/** When one does not want to be called (W146). */
export function QuietChoices({ form }: { readonly form: Form<NotificationChoices> }): ReactNode {
  const { t } = useWords();
  const { timeZone } = useMe();
  const { quiet } = form.values;
  const set = (part: Partial<QuietHours>): void => form.set("quiet", { ...FIRST, ...quiet, ...part });
  return (
    <FormSection title={t("notificationChoices.quiet")} text={t("notificationChoices.quietText")}>
      <Switch
        label={t("notificationChoices.quietOn")}
        description={t("notificationChoices.quietHint")}
        checked={quiet !== null}
        onChange={(event) => form.set("quiet", event.currentTarget.checked ? FIRST : null)}
      />
      {quiet !== null && (
        <div className={classes.times}>
          <TextInput
            type="time"
            label={t("notificationChoices.quietFrom")}
            value={quiet.from}
            onChange={(event) => set({ from: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={t("notificationChoices.quietUntil")}
            value={quiet.until}
            error={isQuiet(quiet) ? undefined : t("notificationChoices.quietWrong")}
            onChange={(event) => set({ until: event.currentTarget.value })}
          />
          <p className={classes.zone}>{t("notificationChoices.quietZone", { zone: timeZone })}</p>
        </div>
      )}
    </FormSection>
  );
}
