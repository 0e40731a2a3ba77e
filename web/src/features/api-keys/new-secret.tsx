import type { ApiKeyCreated } from "@guichet/contract";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import classes from "./api-keys.module.css";

type Props = { readonly made: ApiKeyCreated; readonly onDone: () => void };

/** The two halves that a program signs in with. */
export function NewSecret({ made, onDone }: Props): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.form}>
      <Notice tone="warning" title={t("apiKeys.onlyNow")}>
        {t("apiKeys.onlyNowText")}
      </Notice>
      <Half label={t("apiKeys.clientId")} text={made.key.clientId} copy={t("apiKeys.copyId")} />
      <Half label={t("apiKeys.clientSecret")} text={made.clientSecret} copy={t("apiKeys.copySecret")} />
      <p className={classes.where}>
        {t("apiKeys.tokenAt")} <code className={classes.code}>POST {location.origin}/oauth2/token</code>
      </p>
      <div>
        <Button onClick={onDone}>{t("apiKeys.done")}</Button>
      </div>
    </div>
  );
}

function Half({
  label,
  text,
  copy,
}: {
  readonly label: string;
  readonly text: string;
  readonly copy: string;
}): ReactNode {
  return (
    <div className={classes.half}>
      <div className={classes.halfWords}>
        <h3 className={classes.halfLabel}>{label}</h3>
        <code className={classes.code}>{text}</code>
      </div>
      <CopyButton text={text} label={copy} />
    </div>
  );
}
