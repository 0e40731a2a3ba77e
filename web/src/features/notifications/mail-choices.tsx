import type { NotificationChoices } from "@guichet/contract";
import { Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { Form } from "../../ui/use-form.ts";
import { WaitingAbove } from "./waiting-above.tsx";

type PartProps = { readonly form: Form<NotificationChoices> };
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
      <WaitingAbove
        label={t("notificationChoices.emailWaiting")}
        hint={t("notificationChoices.emailWaitingHint")}
        value={email.waitingAbove}
        onChange={(waitingAbove) => set({ waitingAbove })}
      />
    </FormSection>
  );
}
