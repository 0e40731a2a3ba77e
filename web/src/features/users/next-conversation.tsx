import { Select, Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { usePreference } from "../../api/preference.ts";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";

/** Does work come by itself, and what does one see after Pending or Resolve? Saved as soon as it is chosen (W36). */
export function NextConversation(): ReactNode {
  const { t } = useWords();
  const [brings, setBrings] = usePreference("inbox.bringNext", true);
  const [after, setAfter] = usePreference("inbox.afterDone", "next");
  return (
    <FormSection title={t("profile.next")}>
      <Switch
        label={t("profile.nextBring")}
        description={t("profile.nextBringHint")}
        checked={brings}
        onChange={(event) => setBrings(event.currentTarget.checked)}
      />
      <Select
        label={t("profile.afterDone")}
        description={t("profile.afterDoneHint")}
        data={[
          { value: "next", label: t("profile.afterNext") },
          { value: "list", label: t("profile.afterList") },
          { value: "stay", label: t("profile.afterStay") },
        ]}
        allowDeselect={false}
        value={after}
        onChange={(value) => setAfter(value ?? "next")}
      />
    </FormSection>
  );
}
