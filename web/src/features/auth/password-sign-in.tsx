import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { codeOf } from "../../api/refusal.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useAction } from "../../ui/use-form.ts";
import { useEnter } from "./enter.ts";
import classes from "./form.module.css";
import { SecondFactor } from "./second-factor.tsx";

/** Signing in with e-mail and password, and a second factor where the person has one (W21, W23, S12). */
export function PasswordSignIn({ next }: { readonly next: string | undefined }): ReactNode {
  const { t } = useWords();
  const enter = useEnter();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useAction(async (code?: string) => {
    const me = await call(routes.signIn, { body: { email, password, ...(code ? { code } : {}) } });
    enter(me, next);
  });
  const refused = signIn.error === undefined ? undefined : codeOf(signIn.error);
  if (refused === "second_factor_required" || refused === "second_factor_failed") {
    return (
      <SecondFactor
        error={refused === "second_factor_failed" ? signIn.error : undefined}
        busy={signIn.busy}
        onCode={signIn.run}
        onBack={signIn.forget}
      />
    );
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void signIn.run();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <Refused error={signIn.error} />
      <TextInput
        label={t("signIn.email")}
        type="email"
        required
        withAsterisk={false}
        autoComplete="username"
        autoFocus
        size="md"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t("signIn.password")}
        required
        withAsterisk={false}
        autoComplete="current-password"
        size="md"
        value={password}
        visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" size="md" fullWidth loading={signIn.busy}>
        {t("signIn.submit")}
      </Button>
      <div className={classes.links}>
        <Anchor component={Link} to="/forgot-password" size="sm">
          {t("signIn.forgot")}
        </Anchor>
      </div>
    </form>
  );
}

/** What the server said; the lack of a channel is no mistake of who signs in (S12, W18). */
function Refused({ error }: { readonly error: unknown }): ReactNode {
  const { t } = useWords();
  if (error === undefined) return null;
  if (codeOf(error) !== "no_channel_access") return <ErrorNotice error={error} />;
  return (
    <Notice tone="warning" title={t("signIn.noAccessTitle")}>
      {t("signIn.noAccessText")}
    </Notice>
  );
}
