import { PasswordInput, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import type { FieldsProps } from "./fields.ts";
import { textOf } from "./read-settings.ts";

type Props = FieldsProps & {
  /** Its name in the settings. */
  readonly name: string;
  readonly label: string;
  readonly hint: string;
};

type SecretProps = Props & {
  /** Then it is stored wherever the channel is. True by default; what may be left out may never have been given. */
  readonly required?: boolean;
};

/** A secret that another company's page shows: typed here once, stored sealed, and replaced only when typed again. */
export function SecretField(props: SecretProps): ReactNode {
  const { settings, onChange, problem, stored, name, label, hint, required = true } = props;
  const { t } = useWords();
  return (
    <PasswordInput
      label={label}
      description={hint}
      required={required && !stored}
      withAsterisk={false}
      maxLength={1000}
      autoComplete="new-password"
      placeholder={required ? (stored ? t("accounts.secretKept") : undefined) : t("ui.optional")}
      value={textOf(settings, name)}
      error={problem(`settings.${name}`)}
      visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
      onChange={(event) => onChange({ ...settings, [name]: event.currentTarget.value.trim() || null })}
    />
  );
}

/** The address of a network's server. */
export function AddressField({
  settings,
  onChange,
  problem,
  name,
  label,
  hint,
  usual,
}: Props & { readonly usual: string }) {
  return (
    <TextInput
      label={label}
      description={hint}
      type="url"
      required
      withAsterisk={false}
      maxLength={500}
      autoComplete="off"
      spellCheck={false}
      value={textOf(settings, name, usual)}
      error={problem(`settings.${name}`)}
      onChange={(event) => onChange({ ...settings, [name]: event.currentTarget.value.trim() })}
    />
  );
}
