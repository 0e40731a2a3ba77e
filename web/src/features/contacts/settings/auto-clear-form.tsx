import type { ContactSettings } from "@guichet/contract";
import { Select } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../../api/call.ts";
import { queries } from "../../../api/queries.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { FormSection } from "../../../ui/form-section.tsx";
import { useToasts } from "../../../ui/toasts.tsx";

const CHOICES = ["never", "0", "60", "1440", "10080", "43200", "129600"] as const;
type Choice = (typeof CHOICES)[number];
const MINUTES: Record<Choice, ContactSettings["clearAfterMinutes"] & (0 | 60 | 1440 | 10080 | 43200 | 129600 | null)> =
  {
    never: null,
    "0": 0,
    "60": 60,
    "1440": 1440,
    "10080": 10_080,
    "43200": 43_200,
    "129600": 129_600,
  };

/** When what is known of contacts is erased (W117). Asked once more, for it cannot be taken back. */
export function AutoClearForm({ settings }: { readonly settings: ContactSettings }): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [wanted, want] = useState<Choice>();
  const held = CHOICES.find((one) => MINUTES[one] === settings.clearAfterMinutes) ?? "never";
  const save = async (choice: Choice): Promise<void> => {
    const now = await call(routes.patchContactSettings, { body: { clearAfterMinutes: MINUTES[choice] } });
    cache.setQueryData(queries.contactSettings().queryKey, now);
    toasts.show({ message: t("ui.saved"), tone: "good" });
  };
  return (
    <FormSection title={t("contactSettings.autoClearAfter")} text={t("contactSettings.autoClearHint")}>
      <Select
        aria-label={t("contactSettings.autoClearAfter")}
        allowDeselect={false}
        maw={320}
        data={CHOICES.map((one) => ({ value: one, label: t(`contactSettings.clear_${one}`) }))}
        value={wanted ?? held}
        onChange={(chosen) => want(CHOICES.find((one) => one === chosen && one !== held))}
      />
      <ConfirmDialog
        opened={wanted !== undefined}
        onClose={() => want(undefined)}
        title={wanted === "never" ? t("contactSettings.clear_never") : t("contactSettings.autoClearConfirmTitle")}
        confirmLabel={t("contactSettings.autoClearSet")}
        danger={wanted !== "never"}
        onConfirm={async () => {
          if (wanted !== undefined) await save(wanted);
        }}
      >
        {wanted !== undefined && <p>{t(`contactSettings.clear_${wanted}`)}</p>}
        {wanted !== "never" && <p>{t("contactSettings.autoClearConfirm")}</p>}
      </ConfirmDialog>
    </FormSection>
  );
}
