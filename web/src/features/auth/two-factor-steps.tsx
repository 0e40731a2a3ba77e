import { Button, Skeleton, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useAction } from "../../ui/use-form.ts";
import { QrCode } from "./qr-code.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import classes from "./two-factor.module.css";

type Props = { readonly onOn: () => void; readonly onDone: () => void };

/** Scan, confirm with a code, keep the recovery codes. */
export function TwoFactorSteps({ onOn, onDone }: Props): ReactNode {
  const { t } = useWords();
  // Asking for a secret makes a new one, so it is asked once for each opening of the dialog.
  const start = useQuery({
    queryKey: ["totp-start"],
    queryFn: () => call(routes.startTotp),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const [code, setCode] = useState("");
  const [codes, setCodes] = useState<readonly string[]>();
  const confirm = useAction(async () => {
    const answer = await call(routes.confirmTotp, { body: { code: code.replaceAll(/\s/g, "") } });
    setCodes(answer.codes);
    onOn();
  });
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (start.error) return <ErrorNotice error={start.error} onRetry={() => void start.refetch()} />;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void confirm.run();
  };
  return (
    <div className={classes.steps}>
      <div className={classes.step}>
        <p className={classes.stepTitle}>{t("profile.scanTitle")}</p>
        {start.data ? (
          <QrCode text={start.data.uri} label={t("profile.scanLabel")} />
        ) : (
          <Skeleton height={196} width={196} mx="auto" />
        )}
        <p className={classes.text}>{t("profile.scanByHand")}</p>
        <code className={classes.secret}>{start.data?.secret ?? "…"}</code>
      </div>
      <form className={classes.step} onSubmit={submit}>
        <p className={classes.stepTitle}>{t("profile.confirmTitle")}</p>
        {confirm.error !== undefined && <ErrorNotice error={confirm.error} compact />}
        <div className={classes.confirm}>
          <TextInput
            aria-label={t("profile.code")}
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={20}
            data-autofocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button type="submit" loading={confirm.busy} disabled={!start.data}>
            {t("profile.confirm")}
          </Button>
        </div>
      </form>
    </div>
  );
}
