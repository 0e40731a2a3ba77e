import { Button, PasswordInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { useMe } from "../../api/me.ts";
import { codeOf } from "../../api/refusal.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useAction } from "../../ui/use-form.ts";
import classes from "./form.module.css";
import { NewPasswordField } from "./new-password-field.tsx";

/** Changing one's password takes the current one (W22). */
export function ChangePasswordForm(): ReactNode {
  const { t } = useWords();
  const me = useMe();
  const toasts = useToasts();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useAction(async () => {
    await call(routes.changePassword, { body: { current, next } });
    toasts.show({ message: t("profile.passwordChanged"), tone: "good" });
    setCurrent("");
    setNext("");
  });
  const wrong = change.error !== undefined && codeOf(change.error) === "password_wrong";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void change.run();
  };
  return (
    <FormSection title={t("profile.password")} text={t("profile.passwordText")}>
      <form className={classes.form} onSubmit={submit}>
        <input type="hidden" name="username" autoComplete="username" value={me.email} />
        <PasswordInput
          label={t("profile.currentPassword")}
          required
          withAsterisk={false}
          autoComplete="current-password"
          value={current}
          error={wrong ? t("errors.password_wrong") : undefined}
          visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <NewPasswordField label={t("profile.newPassword")} value={next} onChange={setNext} />
        {change.error !== undefined && !wrong && <ErrorNotice error={change.error} compact />}
        <div>
          <Button type="submit" variant="default" loading={change.busy}>
            {t("profile.changePassword")}
          </Button>
        </div>
      </form>
    </FormSection>
  );
}
