import { VIBER_API_URL } from "@guichet/contract";
import { Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";
import classes from "./channels.module.css";
import { FieldGroup } from "./field-group.tsx";
import type { FieldsProps } from "./fields.ts";
import { partOf, textOf } from "./read-settings.ts";
import { AddressField, SecretField } from "./typed-field.tsx";

/** A Viber bot: its token, how it greets, and the server it talks to. */
export function ViberFields(props: FieldsProps): ReactNode {
  const { t } = useWords();
  const { settings, onChange, problem } = props;
  const bot = partOf(settings, "bot");
  return (
    <>
      {textOf(bot, "id") !== "" && (
        <p className={classes.bot}>{t("accounts.viberBot", { name: textOf(bot, "name"), uri: textOf(bot, "uri") })}</p>
      )}
      <SecretField {...props} name="token" label={t("accounts.viberToken")} hint={t("accounts.viberTokenHint")} />
      <Notice tone="info">{t("accounts.viberContract")}</Notice>
      <TextInput
        label={t("accounts.viberSender")}
        description={t("accounts.viberSenderHint")}
        maxLength={28}
        autoComplete="off"
        value={textOf(settings, "senderName")}
        error={problem("settings.senderName")}
        onChange={(event) => onChange({ ...settings, senderName: event.currentTarget.value || null })}
      />
      <Textarea
        label={t("accounts.viberWelcome")}
        description={t("accounts.viberWelcomeHint")}
        maxLength={1000}
        autosize
        minRows={2}
        value={textOf(settings, "welcome")}
        error={problem("settings.welcome")}
        onChange={(event) => onChange({ ...settings, welcome: event.currentTarget.value || null })}
      />
      <FieldGroup title={t("accounts.servers")} hint={t("accounts.serversHint")}>
        <AddressField
          {...props}
          name="apiUrl"
          label={t("accounts.viberApiUrl")}
          hint={t("accounts.viberApiUrlHint", { url: VIBER_API_URL })}
          usual={VIBER_API_URL}
        />
      </FieldGroup>
    </>
  );
}
