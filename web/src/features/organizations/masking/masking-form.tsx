import type { MaskingRules, OrganizationView } from "@guichet/contract";
import { Switch } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../../api/call.ts";
import { queries } from "../../../api/queries.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { FormSection } from "../../../ui/form-section.tsx";
import { SaveBar } from "../../../ui/save-bar.tsx";
import { useToasts } from "../../../ui/toasts.tsx";
import { useAction, useForm } from "../../../ui/use-form.ts";
import { OwnPatterns } from "./own-patterns.tsx";
import { isWhole } from "./pattern-words.ts";
import { TryIt } from "./try-it.tsx";

/** What is masked in contacts' messages: by hand, and by itself (W128, W129). */
export function MaskingForm({ organization }: { readonly organization: OrganizationView }): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const form = useForm<MaskingRules>(organization.masking);
  const { values, set } = form;
  const save = useAction(async () => {
    const now = await call(routes.patchOrganization, { body: { masking: values } });
    form.reset(now.masking);
    cache.setQueryData(queries.organization().queryKey, now);
    cache.setQueryData(queries.bootstrap().queryKey, (world) => (world ? { ...world, organization: now } : world));
    toasts.show({ message: t("ui.saved"), tone: "good" });
  });
  return (
    <>
      <FormSection title={t("masking.manual")} text={t("masking.manualText")}>
        <Switch
          label={t("masking.manualOn")}
          checked={values.manual}
          onChange={(event) => set("manual", event.currentTarget.checked)}
        />
      </FormSection>
      <FormSection title={t("masking.automatic")} text={t("masking.automaticText")}>
        <Switch
          label={t("masking.automaticOn")}
          description={t("masking.automaticHint")}
          checked={values.automatic}
          onChange={(event) => set("automatic", event.currentTarget.checked)}
        />
      </FormSection>
      <FormSection title={t("masking.patterns")} text={t("masking.patternsText")}>
        <OwnPatterns patterns={values.patterns} off={!values.automatic} onChange={(next) => set("patterns", next)} />
      </FormSection>
      <FormSection title={t("masking.try")} text={t("masking.tryText")}>
        <TryIt rules={values} />
      </FormSection>
      <SaveBar
        dirty={form.dirty}
        busy={save.busy}
        error={save.error}
        onSave={() => isWhole(values) && void save.run()}
        onDiscard={() => {
          form.reset(organization.masking);
          save.forget();
        }}
      />
    </>
  );
}
