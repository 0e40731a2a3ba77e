import { type NotificationChoices, WAITING_ABOVE_MOST } from "@guichet/contract";
import { NumberInput, Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { Form } from "../../ui/use-form.ts";
import classes from "./notification-choices-form.module.css";

type PartProps = { readonly form: Form<NotificationChoices> };
const FIRST_ABOVE = 10;

export function isAbove(value: number | null): boolean {
  return value === null || (Number.isInteger(value) && value >= 0 && value <= WAITING_ABOVE_MOST);
}

/** What is mailed, and from when on (W146). */
export function MailChoices({ form, mail }: PartProps & { readonly mail: boolean }): ReactNode {
  const { t } = useWords();
  const { email } = form.values;
  const set = (part: Partial<NotificationChoices["email"]>): void => form.set("email", { ...email, ...part });
  return (
    <FormSection title={t("notificationChoices.email")} text={t("notificationChoices.emailText")}>
      {!mail && <Notice tone="warning">{t("notificationChoices.emailMissing")}</Notice>}
      <Switch
        label={t("notificationChoices.emailAssigned")}
        checked={email.assigned}
        onChange={(event) => set({ assigned: event.currentTarget.checked })}
      />
      <Switch
        label={t("notificationChoices.emailMentioned")}
        checked={email.mentioned}
        onChange={(event) => set({ mentioned: event.currentTarget.checked })}
      />
      <Switch
        label={t("notificationChoices.emailNew")}
        description={t("notificationChoices.emailQueueHint")}
        checked={email.newConversations}
        onChange={(event) => set({ newConversations: event.currentTarget.checked })}
      />
      <Switch
        label={t("notificationChoices.emailMoved")}
        description={t("notificationChoices.emailMovedHint")}
        checked={email.movedConversations}
        onChange={(event) => set({ movedConversations: event.currentTarget.checked })}
      />
      <Switch
        label={t("notificationChoices.emailSla")}
        description={t("notificationChoices.emailSlaHint")}
        checked={email.slaBreaches}
        onChange={(event) => set({ slaBreaches: event.currentTarget.checked })}
      />
      <Switch
        label={t("notificationChoices.emailWaiting")}
        description={t("notificationChoices.emailWaitingHint")}
        checked={email.waitingAbove !== null}
        onChange={(event) => set({ waitingAbove: event.currentTarget.checked ? FIRST_ABOVE : null })}
      />
      {email.waitingAbove !== null && (
        <NumberInput
          label={t("notificationChoices.emailWaitingAbove")}
          min={0}
          max={WAITING_ABOVE_MOST}
          allowDecimal={false}
          clampBehavior="none"
          value={Number.isNaN(email.waitingAbove) ? "" : email.waitingAbove}
          error={isAbove(email.waitingAbove) ? undefined : t("notificationChoices.emailWaitingRange")}
          onChange={(value) => set({ waitingAbove: value === "" ? Number.NaN : Number(value) })}
          className={classes.number}
        />
      )}
    </FormSection>
  );
}
