import { Anchor, Button, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import classes from "./form.module.css";

type Props = {
  /** Why the last code was refused. */
  readonly error: unknown;
  readonly busy: boolean;
  readonly onCode: (code: string) => Promise<unknown>;
  readonly onBack: () => void;
};

/** Asks for the authenticator app's digits, or a recovery code instead. */
export function SecondFactor({ error, busy, onCode, onBack }: Props): ReactNode {
  const { t } = useWords();
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void onCode(code.replaceAll(/\s/g, ""));
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {error !== undefined && <ErrorNotice error={error} />}
      <TextInput
        key={recovery ? "recovery" : "app"}
        label={t(recovery ? "signIn.recoveryCode" : "signIn.code")}
        description={t(recovery ? "signIn.recoveryText" : "signIn.codeText")}
        required
        withAsterisk={false}
        autoFocus
        size="md"
        autoComplete="one-time-code"
        inputMode={recovery ? "text" : "numeric"}
        maxLength={20}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button type="submit" size="md" fullWidth loading={busy}>
        {t("signIn.submit")}
      </Button>
      <div className={classes.links}>
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => {
            setRecovery(!recovery);
            setCode("");
          }}
        >
          {t(recovery ? "signIn.useApp" : "signIn.useRecovery")}
        </Anchor>
        <Anchor component="button" type="button" size="sm" onClick={onBack}>
          {t("signIn.startAgain")}
        </Anchor>
      </div>
    </form>
  );
}
