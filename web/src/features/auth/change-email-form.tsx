import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { useMe, useUpdateMe } from "../../api/me.ts";
import { codeOf } from "../../api/refusal.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useAction } from "../../ui/use-form.ts";
import classes from "./form.module.css";

/** Changing one's e-mail address takes the current password (W22). */
export function ChangeEmailForm(): ReactNode {
  const { t } = useWords();
  const me = useMe();
  const updateMe = useUpdateMe();
  const toasts = useToasts();
  const [email, setEmail] = useState("");
  const [current, setCurrent] = useState("");
  const change = useAction(async () => {
    await call(routes.changeEmail, { body: { email, current } });
    updateMe({ email });
    toasts.show({ message: t("profile.emailChanged", { email }), tone: "good" });
    setEmail("");
    setCurrent("");
  });
  const wrong = change.error !== undefined && codeOf(change.error) === "password_wrong";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void change.run();
  };
  return (
    <FormSection title={t("profile.email")} text={t("profile.emailText")}>
      <form className={classes.form} onSubmit={submit}>
        <p className={classes.current}>{me.email}</p>
        <TextInput
          label={t("profile.newEmail")}
          type="email"
          required
          withAsterisk={false}
          autoComplete="email"
          value={email}
          error={change.problem("email")}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
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
        {change.error !== undefined && !wrong && <ErrorNotice error={change.error} compact />}
        <div>
          <Button type="submit" variant="default" loading={change.busy}>
            {t("profile.changeEmail")}
          </Button>
        </div>
      </form>
    </FormSection>
  );
}
