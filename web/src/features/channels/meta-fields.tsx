import { GRAPH_URL, GRAPH_VERSION } from "@guichet/contract";
import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { WordKey } from "../../locales/catalog.ts";
import { useWords } from "../../locales/use-words.ts";
import { FieldGroup } from "./field-group.tsx";
import type { FieldsProps } from "./fields.ts";
import { textOf } from "./read-settings.ts";

export type Field = { readonly key: string; readonly label: WordKey; readonly hint: WordKey };

/** The app that a platform of Meta's is reached through. */
export const APP: Field = { key: "appId", label: "channels.metaAppId", hint: "channels.metaAppIdHint" };
export const APP_SECRET: Field = {
  key: "appSecret",
  label: "channels.metaAppSecret",
  hint: "channels.metaAppSecretHint",
};

type FieldProps = FieldsProps & { readonly field: Field; readonly required: boolean };

/** An id of Meta's: digits. */
export function PlainField({ settings, onChange, problem, field, required }: FieldProps): ReactNode {
  const { t } = useWords();
  return (
    <TextInput
      label={t(field.label)}
      description={t(field.hint)}
      inputMode="numeric"
      required={required}
      withAsterisk={false}
      placeholder={required ? undefined : t("ui.optional")}
      maxLength={25}
      autoComplete="off"
      spellCheck={false}
      value={textOf(settings, field.key)}
      error={problem(`settings.${field.key}`)}
      onChange={(event) => onChange({ ...settings, [field.key]: event.currentTarget.value.trim() })}
    />
  );
}

type ServerProps = FieldsProps & { readonly usualUrl?: string };

export function GraphServer({ settings, onChange, problem, usualUrl = GRAPH_URL }: ServerProps): ReactNode {
  const { t } = useWords();
  const fields = [
    { key: "graphUrl", label: "channels.metaGraphUrl", hint: "channels.metaGraphUrlHint", usual: usualUrl },
    {
      key: "graphVersion",
      label: "channels.metaGraphVersion",
      hint: "channels.metaGraphVersionHint",
      usual: GRAPH_VERSION,
    },
  ] as const;
  return (
    <FieldGroup title={t("channels.metaGraph")} hint={t("channels.metaGraphText")}>
      {fields.map(({ key, label, hint, usual }) => (
        <TextInput
          key={key}
          label={t(label)}
          description={t(hint, { usual })}
          required
          withAsterisk={false}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
          value={textOf(settings, key, usual)}
          error={problem(`settings.${key}`)}
          onChange={(event) => onChange({ ...settings, [key]: event.currentTarget.value.trim() })}
        />
      ))}
    </FieldGroup>
  );
}
