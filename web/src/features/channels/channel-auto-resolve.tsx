import { AUTO_RESOLVE_MOST_HOURS } from "@guichet/contract";
import { Select, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../../api/queries.ts";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { SpanField } from "../../ui/span-field.tsx";
import type { Form } from "../../ui/use-form.ts";
import type { ChannelValues } from "./channel-values.ts";

type Props = { readonly form: Form<ChannelValues> };

/** Auto-resolve times of the channel's own, each by itself (W59). */
export function ChannelAutoResolve({ form }: Props): ReactNode {
  const { t } = useWords();
  return (
    <FormSection title={t("queue.ownTimes")} text={t("queue.ownTimesText")}>
      <OwnTime form={form} step="new" />
      <OwnTime form={form} step="pending" />
    </FormSection>
  );
}

function OwnTime({ form, step }: Props & { readonly step: "new" | "pending" }): ReactNode {
  const { t } = useWords();
  const organization = useQuery(queries.organization()).data;
  const reasons = useQuery(queries.reasons()).data ?? [];
  const own = form.values.autoResolve[step];
  const set = (value: typeof own): void => {
    const { [step]: _, ...others } = form.values.autoResolve;
    form.set("autoResolve", value === undefined ? others : { ...others, [step]: value });
  };
  return (
    <>
      <Switch
        label={t(step === "new" ? "queue.ownNew" : "queue.ownPending")}
        description={own === undefined ? t("queue.follows") : undefined}
        checked={own !== undefined}
        // It begins with the organization's time, which must be known.
        disabled={own === undefined && organization === undefined}
        onChange={(event) => set(event.currentTarget.checked ? organization?.autoResolve[step] : undefined)}
      />
      {own !== undefined && (
        <>
          <SpanField
            label={t("queue.after")}
            hours={own.hours}
            most={AUTO_RESOLVE_MOST_HOURS}
            onHours={(hours) => set({ ...own, hours })}
          />
          <Select
            label={t("queue.reason")}
            placeholder={t("queue.noReason")}
            clearable
            data={reasons.map((reason) => ({ value: reason.id, label: reason.name }))}
            value={own.reasonId}
            onChange={(id) => set({ ...own, reasonId: reasons.find((reason) => reason.id === id)?.id ?? null })}
          />
        </>
      )}
    </>
  );
}
