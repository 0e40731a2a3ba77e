import { Button } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useAction } from "../../ui/use-form.ts";
import classes from "./form.module.css";
import { NewPasswordField } from "./new-password-field.tsx";

type Props = {
  readonly email: string;
  readonly submitLabel: string;
  readonly onChosen: (password: string) => Promise<void>;
};

/** Choosing a password at the end of an invitation or a reset link. */
export function ChoosePassword({ email, submitLabel, onChosen }: Props): ReactNode {
  const { t } = useWords();
  const [password, setPassword] = useState("");
  const choose = useAction(onChosen);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void choose.run(password);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {choose.error !== undefined && <ErrorNotice error={choose.error} />}
      {/* For password managers: they file the new password under this address. */}
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <NewPasswordField label={t("signIn.newPassword")} value={password} onChange={setPassword} />
      <Button type="submit" size="md" fullWidth loading={choose.busy}>
        {submitLabel}
      </Button>
    </form>
  );
}
