import { Anchor, Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { queries } from "../api/queries.ts";
import { AuthFrame } from "../features/auth/auth-frame.tsx";
import classes from "../features/auth/form.module.css";
import { readLinkToken, tokenFromPasted } from "../features/auth/link-token.ts";
import { SetUpForm } from "../features/auth/set-up-form.tsx";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** The very first page of an installation: makes the organization and its first Admin. */
export function SetUpPage(): ReactNode {
  const { t } = useWords();
  const [token, setToken] = useState(() => readLinkToken(location));
  const { data, error, refetch } = useQuery(queries.setUp());
  if (data?.needed === false) {
    return (
      <AuthFrame title={t("signIn.setUpDoneTitle")} text={t("signIn.setUpDoneText")}>
        <Anchor component={Link} to="/sign-in" size="sm">
          {t("signIn.submit")}
        </Anchor>
      </AuthFrame>
    );
  }
  if (!data) {
    return (
      <AuthFrame title={t("signIn.setUpTitle")}>
        {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : <FormSkeleton />}
      </AuthFrame>
    );
  }
  if (token === "") return <AskToken onToken={setToken} />;
  return (
    <AuthFrame title={t("signIn.setUpTitle")} text={t("signIn.setUpText")} wide>
      <SetUpForm token={token} onWrongToken={() => setToken("")} />
    </AuthFrame>
  );
}

function AskToken({ onToken }: { readonly onToken: (token: string) => void }): ReactNode {
  const { t } = useWords();
  const [pasted, setPasted] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onToken(tokenFromPasted(pasted));
  };
  return (
    <AuthFrame title={t("signIn.setUpTokenTitle")} text={t("signIn.setUpTokenText")}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t("signIn.setUpToken")}
          required
          withAsterisk={false}
          autoFocus
          autoComplete="off"
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
        <Button type="submit" fullWidth>
          {t("ui.continue")}
        </Button>
      </form>
    </AuthFrame>
  );
}
