import { PasswordInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { PasswordRules } from "./password-rules.tsx";

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
};

/** A field for a password that is to be: with its rules below. */
export function NewPasswordField({ label, value, onChange, error }: Props): ReactNode {
  const { t } = useWords();
  return (
    <>
      <PasswordInput
        label={label}
        required
        withAsterisk={false}
        autoComplete="new-password"
        value={value}
        error={error}
        visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <PasswordRules password={value} />
    </>
  );
}
