import { TELEGRAM_API_URL, TELEGRAM_FILE_URL } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";
import classes from "./channels.module.css";
import { FieldGroup } from "./field-group.tsx";
import type { FieldsProps } from "./fields.ts";
import { partOf, textOf } from "./read-settings.ts";
import { AddressField, SecretField } from "./typed-field.tsx";

/** A Telegram bot: its token, and the servers it talks to. */
export function TelegramFields(props: FieldsProps): ReactNode {
  const { t } = useWords();
  const bot = partOf(props.settings, "bot");
  return (
    <>
      {textOf(bot, "id") !== "" && (
        <p className={classes.bot}>
          {t("channels.telegramBot", { name: textOf(bot, "name"), username: textOf(bot, "username") })}
        </p>
      )}
      <SecretField {...props} name="token" label={t("channels.telegramToken")} hint={t("channels.telegramTokenHint")} />
      <Notice tone="info">{t("channels.telegramPrivacy")}</Notice>
      <Servers {...props} />
    </>
  );
}

function Servers(props: FieldsProps): ReactNode {
  const { t } = useWords();
  const api = t("channels.telegramApiUrlHint", { url: TELEGRAM_API_URL });
  const file = t("channels.telegramFileUrlHint", { url: TELEGRAM_FILE_URL });
  return (
    <FieldGroup title={t("channels.telegramServers")} hint={t("channels.telegramServersHint")}>
      <AddressField {...props} name="apiUrl" label={t("channels.telegramApiUrl")} hint={api} usual={TELEGRAM_API_URL} />
      <AddressField
        {...props}
        name="fileUrl"
        label={t("channels.telegramFileUrl")}
        hint={file}
        usual={TELEGRAM_FILE_URL}
      />
    </FieldGroup>
  );
}
