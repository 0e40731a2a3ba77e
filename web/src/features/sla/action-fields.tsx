import { Checkbox, Textarea } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import type { ActionValues } from "./policy-values.ts";

type Props = {
  readonly title: string;
  readonly value: ActionValues;
  readonly onChange: (value: ActionValues) => void;
};
/** As the contract has it (`SLA_MESSAGE_MOST`). */
const MESSAGE_MOST = 500;

/** What happens by itself: a word to the contact, and the assignment taken away (R85). */
export function ActionFields({ title, value, onChange }: Props): ReactNode {
  const { t } = useWords();
  return (
    <FormSection title={title} text={t("slaSettings.actionsText")}>
      <Textarea
        label={t("slaSettings.message")}
        description={t("slaSettings.messageHint")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={MESSAGE_MOST}
        value={value.message}
        onChange={(event) => onChange({ ...value, message: event.currentTarget.value })}
      />
      <Checkbox
        label={t("slaSettings.unassign")}
        description={t("slaSettings.unassignHint")}
        checked={value.unassign}
        onChange={(event) => onChange({ ...value, unassign: event.currentTarget.checked })}
      />
    </FormSection>
  );
}
