import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import type { FieldsProps } from "./fields.ts";
import { textOf } from "./read-settings.ts";

/** The API channel: where another system receives what agents write. */
export function ApiFields({ settings, onChange, problem }: FieldsProps): ReactNode {
  const { t } = useWords();
  return (
    <TextInput
      label={t("channels.apiOutbound")}
      description={t("channels.apiOutboundHint")}
      type="url"
      placeholder="https://"
      maxLength={2000}
      autoComplete="off"
      spellCheck={false}
      value={textOf(settings, "outboundUrl")}
      error={problem("settings.outboundUrl")}
      onChange={(event) => onChange({ ...settings, outboundUrl: event.currentTarget.value.trim() })}
    />
  );
}
