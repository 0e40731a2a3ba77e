import { AUTO_RESOLVE_MOST_HOURS, type OrganizationView } from "@guichet/contract";
import { Select, Switch } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SaveBar } from "../../ui/save-bar.tsx";
import { isSpan, SpanField } from "../../ui/span-field.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { type Form, useAction, useForm } from "../../ui/use-form.ts";
import classes from "./queue-form.module.css";

type Values = Pick<OrganizationView, "autoResolve" | "systemBoomerangHours">;
const valuesOf = ({ autoResolve, systemBoomerangHours }: OrganizationView): Values => ({
  autoResolve,
  systemBoomerangHours,
});
const FIRST_BOOMERANG = 24;

/** What time does to conversations, for the whole organization (W58, W65). */
export function QueueForm({ organization }: { readonly organization: OrganizationView }): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const form = useForm(valuesOf(organization));
  const save = useAction(async () => {
    const now = await call(routes.patchOrganization, { body: form.values });
    form.reset(valuesOf(now));
    cache.setQueryData(queries.organization().queryKey, now);
    toasts.show({ message: t("ui.saved"), tone: "good" });
  });
  return (
    <>
      <FormSection title={t("queue.autoResolve")} text={t("queue.autoResolveText")}>
        <Step form={form} step="new" />
        <Step form={form} step="pending" />
      </FormSection>
      <SystemBoomerang form={form} />
      <SaveBar
        dirty={form.dirty}
        busy={save.busy}
        error={save.error}
        onSave={() => isWhole(form.values) && void save.run()}
        onDiscard={() => {
          form.reset(valuesOf(organization));
          save.forget();
        }}
      />
    </>
  );
}

function isWhole({ autoResolve, systemBoomerangHours }: Values): boolean {
  const spans = [autoResolve.new.hours, autoResolve.pending.hours, systemBoomerangHours ?? 1];
  return spans.every((hours) => isSpan(hours, AUTO_RESOLVE_MOST_HOURS));
}

type PartProps = { readonly form: Form<Values> };

function Step({ form, step }: PartProps & { readonly step: "new" | "pending" }): ReactNode {
  const { t } = useWords();
  const reasons = useQuery(queries.reasons()).data ?? [];
  const { autoResolve } = form.values;
  const value = autoResolve[step];
  const change = (part: Partial<typeof value>): void =>
    form.set("autoResolve", { ...autoResolve, [step]: { ...value, ...part } });
  return (
    <fieldset className={classes.step}>
      <legend>{t(step === "new" ? "queue.inNew" : "queue.inPending")}</legend>
      <SpanField
        label={t("queue.after")}
        description={t(step === "new" ? "queue.inNewHint" : "queue.inPendingHint")}
        hours={value.hours}
        most={AUTO_RESOLVE_MOST_HOURS}
        onHours={(hours) => change({ hours })}
      />
      <Select
        label={t("queue.reason")}
        placeholder={t("queue.noReason")}
        clearable
        data={reasons.map((reason) => ({ value: reason.id, label: reason.name }))}
        value={value.reasonId}
        onChange={(id) => change({ reasonId: reasons.find((reason) => reason.id === id)?.id ?? null })}
        className={classes.reason}
      />
    </fieldset>
  );
}

function SystemBoomerang({ form }: PartProps): ReactNode {
  const { t } = useWords();
  const { systemBoomerangHours: hours, autoResolve } = form.values;
  const pending = autoResolve.pending.hours;
  return (
    <FormSection title={t("queue.systemBoomerang")} text={t("queue.systemBoomerangText")}>
      <Switch
        label={t("queue.systemBoomerangOn")}
        checked={hours !== null}
        onChange={(event) =>
          form.set(
            "systemBoomerangHours",
            event.currentTarget.checked ? Math.min(FIRST_BOOMERANG, Math.max(1, pending - 1)) : null,
          )
        }
      />
      {hours !== null && (
        <SpanField
          label={t("queue.after")}
          hours={hours}
          most={AUTO_RESOLVE_MOST_HOURS}
          onHours={(next) => form.set("systemBoomerangHours", next)}
        />
      )}
      {hours !== null && hours >= pending && <Notice tone="warning">{t("queue.tooLong", { hours: pending })}</Notice>}
    </FormSection>
  );
}
