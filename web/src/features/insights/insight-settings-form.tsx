import type { OrganizationView } from "@guichet/contract";
import { Switch } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { SaveBar } from "../../ui/save-bar.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useAction, useForm } from "../../ui/use-form.ts";

/** One switch for everybody (W149). */
export function InsightSettingsForm({ organization }: { readonly organization: OrganizationView }): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const form = useForm({ showInsights: organization.showInsights });
  const save = useAction(async () => {
    const now = await call(routes.patchOrganization, { body: form.values });
    form.reset({ showInsights: now.showInsights });
    cache.setQueryData(queries.organization().queryKey, now);
    toasts.show({ message: t("ui.saved"), tone: "good" });
  });
  return (
    <>
      <FormSection title={t("insightSettings.section")} text={t("insightSettings.sectionText")}>
        <Switch
          label={t("insightSettings.show")}
          description={t("insightSettings.showHint")}
          checked={form.values.showInsights}
          onChange={(event) => form.set("showInsights", event.currentTarget.checked)}
        />
      </FormSection>
      <SaveBar
        dirty={form.dirty}
        busy={save.busy}
        error={save.error}
        onSave={() => void save.run()}
        onDiscard={() => {
          form.reset({ showInsights: organization.showInsights });
          save.forget();
        }}
      />
    </>
  );
}
