import { LINE_API_URL, LINE_DATA_URL } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";
import classes from "./channels.module.css";
import { FieldGroup } from "./field-group.tsx";
import type { FieldsProps } from "./fields.ts";
import { partOf, textOf } from "./read-settings.ts";
import { AddressField, SecretField } from "./typed-field.tsx";

/** A LINE Official Account: what signs its deliveries, what opens it, and the servers it talks to. */
export function LineFields(props: FieldsProps): ReactNode {
  const { t } = useWords();
  const account = partOf(props.settings, "account");
  return (
    <>
      {textOf(account, "id") !== "" && (
        <p className={classes.bot}>
          {t("accounts.lineAccount", { name: textOf(account, "name"), id: textOf(account, "basicId") })}
        </p>
      )}
      <SecretField
        {...props}
        name="channelSecret"
        label={t("accounts.lineSecret")}
        hint={t("accounts.lineSecretHint")}
      />
      <SecretField {...props} name="accessToken" label={t("accounts.lineToken")} hint={t("accounts.lineTokenHint")} />
      <Notice tone="info">{t("accounts.lineConsole")}</Notice>
      <FieldGroup title={t("accounts.servers")} hint={t("accounts.serversHint")}>
        <AddressField
          {...props}
          name="apiUrl"
          label={t("accounts.lineApiUrl")}
          hint={t("accounts.lineApiUrlHint", { url: LINE_API_URL })}
          usual={LINE_API_URL}
        />
        <AddressField
          {...props}
          name="dataUrl"
          label={t("accounts.lineDataUrl")}
          hint={t("accounts.lineDataUrlHint", { url: LINE_DATA_URL })}
          usual={LINE_DATA_URL}
        />
      </FieldGroup>
    </>
  );
}
