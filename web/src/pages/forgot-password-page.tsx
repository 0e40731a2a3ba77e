import { Anchor, Button, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../api/call.ts";
import { routes } from "../api/routes.ts";
import { AuthFrame } from "../features/auth/auth-frame.tsx";
import classes from "../features/auth/form.module.css";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { useAction } from "../ui/use-form.ts";

/** Asks for a link to choose a new password. The answer is the same for every address. */
export function ForgotPasswordPage(): ReactNode {
  const { t } = useWords();
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState(false);
  const ask = useAction(async () => {
    await call(routes.askPasswordReset, { body: { email } });
    setSent(true);
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void ask.run();
  };
  const back = (
    <Anchor component={Link} to="/sign-in" size="sm">
      {t("signIn.backToSignIn")}
    </Anchor>
  );
  if (sent) {
    return (
      <AuthFrame title={t("signIn.forgotSentTitle")} text={t("signIn.forgotSentText", { email })}>
        {back}
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t("signIn.forgotTitle")} text={t("signIn.forgotText")}>
      <form className={classes.form} onSubmit={submit}>
        {ask.error !== undefined && <ErrorNotice error={ask.error} />}
        <TextInput
          label={t("signIn.email")}
          type="email"
          required
          withAsterisk={false}
          autoFocus
          autoComplete="username"
          size="md"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Button type="submit" size="md" fullWidth loading={ask.busy}>
          {t("signIn.forgotSubmit")}
        </Button>
        {back}
      </form>
    </AuthFrame>
  );
}
