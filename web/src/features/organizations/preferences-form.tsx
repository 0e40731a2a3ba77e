import type { AfterReply, OrganizationView } from "@guichet/contract";
import { NumberInput, Radio, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { type Say, useWords } from "../../locales/use-words.ts";
import { FieldRow, FormSection } from "../../ui/form-section.tsx";
import { SaveBar } from "../../ui/save-bar.tsx";
import { TimeZoneSelect } from "../../ui/time-zone-select.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { type Form, useAction, useForm } from "../../ui/use-form.ts";
import classes from "./preferences-form.module.css";

type PartProps = {
  readonly form: Form<OrganizationView>;
  readonly problem: (path: string) => string | undefined;
};

/** What holds for the whole organization. */
export function PreferencesForm({ organization }: { readonly organization: OrganizationView }): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const form = useForm(organization);
  const save = useAction(async () => {
    // Only what this page shows: the queue has a page of its own.
    const { name, afterReply, inactiveSessionMinutes, locale, timeZone, undoSendSeconds } = form.values;
    const body = { name, afterReply, inactiveSessionMinutes, locale, timeZone, undoSendSeconds };
    const now = await call(routes.patchOrganization, { body });
    form.reset(now);
    cache.setQueryData(queries.organization().queryKey, now);
    cache.setQueryData(queries.bootstrap().queryKey, (world) => (world ? { ...world, organization: now } : world));
    toasts.show({ message: t("ui.saved"), tone: "good" });
  });
  return (
    <>
      <General form={form} problem={save.problem} />
      <Replies form={form} problem={save.problem} />
      <Sessions form={form} problem={save.problem} />
      <SaveBar
        dirty={form.dirty}
        busy={save.busy}
        error={save.error}
        onSave={() => void save.run()}
        onDiscard={() => {
          form.reset(organization);
          save.forget();
        }}
      />
    </>
  );
}

function General({ form, problem }: PartProps): ReactNode {
  const { t } = useWords();
  return (
    <FormSection title={t("settings.prefOrganization")} text={t("settings.prefOrganizationText")}>
      <TextInput
        label={t("settings.organizationName")}
        description={t("settings.organizationNameHint")}
        maxLength={100}
        value={form.values.name}
        error={form.values.name.trim() === "" ? t("ui.required") : problem("name")}
        onChange={(event) => form.set("name", event.currentTarget.value)}
      />
      <FieldRow>
        <Select
          label={t("signIn.language")}
          data={[
            { value: "en", label: "English" },
            { value: "fr", label: "Français" },
          ]}
          allowDeselect={false}
          value={form.values.locale}
          onChange={(value) => form.set("locale", value === "fr" ? "fr" : "en")}
        />
        <TimeZoneSelect
          label={t("signIn.timeZone")}
          value={form.values.timeZone}
          onChange={(zone) => form.set("timeZone", zone)}
        />
      </FieldRow>
    </FormSection>
  );
}

const AFTER_REPLY: readonly {
  value: AfterReply;
  word: "settings.afterReplyPending" | "settings.afterReplyStay" | "settings.afterReplyAsk";
}[] = [
  { value: "pending", word: "settings.afterReplyPending" },
  { value: "stay", word: "settings.afterReplyStay" },
  { value: "ask", word: "settings.afterReplyAsk" },
];

function Replies({ form }: PartProps): ReactNode {
  const { t } = useWords();
  const choose = (value: string): void => {
    const chosen = AFTER_REPLY.find((one) => one.value === value);
    if (chosen) form.set("afterReply", chosen.value);
  };
  return (
    <FormSection title={t("settings.prefReplies")} text={t("settings.prefRepliesText")}>
      <Radio.Group label={t("settings.afterReply")} value={form.values.afterReply} onChange={choose}>
        <div className={classes.choices}>
          {AFTER_REPLY.map(({ value, word }) => (
            <Radio key={value} value={value} label={t(word)} />
          ))}
        </div>
      </Radio.Group>
      <Select
        label={t("settings.undoSend")}
        description={t("settings.undoSendHint")}
        data={undoChoices(t)}
        allowDeselect={false}
        value={String(form.values.undoSendSeconds)}
        onChange={(value) => form.set("undoSendSeconds", Number(value) || 0)}
      />
    </FormSection>
  );
}

const UNDO_SECONDS = [0, 5, 10, 15, 30];

function undoChoices(t: Say): { value: string; label: string }[] {
  return UNDO_SECONDS.map((seconds) => ({
    value: String(seconds),
    label: seconds === 0 ? t("settings.undoOff") : t("settings.undoSeconds", { seconds }),
  }));
}

function Sessions({ form, problem }: PartProps): ReactNode {
  const { t } = useWords();
  const minutes = form.values.inactiveSessionMinutes;
  const inRange = minutes >= 10 && minutes <= 1440;
  const reads = t("settings.inactiveReads", { hours: Math.floor(minutes / 60), minutes: minutes % 60 }).trim();
  return (
    <FormSection title={t("settings.prefSessions")} text={t("settings.prefSessionsText")}>
      <div className={classes.minutes}>
        <NumberInput
          label={t("settings.inactiveMinutes")}
          description={t("settings.inactiveMinutesHint")}
          min={10}
          max={1440}
          step={5}
          allowDecimal={false}
          clampBehavior="none"
          value={minutes}
          error={inRange ? problem("inactiveSessionMinutes") : t("settings.inactiveRange")}
          onChange={(value) => form.set("inactiveSessionMinutes", Number(value) || 0)}
        />
        {inRange && <span className={classes.reads}>{reads}</span>}
      </div>
    </FormSection>
  );
}
