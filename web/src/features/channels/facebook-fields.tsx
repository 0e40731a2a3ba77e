import { META_HUMAN_AGENT_HOURS, META_WINDOW_HOURS } from "@guichet/contract";
import { Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";
import classes from "./channels.module.css";
import type { FieldsProps } from "./fields.ts";
import { APP, APP_SECRET, type Field, GraphServer, PlainField } from "./meta-fields.tsx";
import { numberOf, partOf, textOf } from "./read-settings.ts";
import { SecretField } from "./typed-field.tsx";

const TOKEN: Field = { key: "pageToken", label: "channels.facebookPageToken", hint: "channels.facebookPageTokenHint" };

/** A Facebook Page: the app that hears of it, its token, and how long it may be answered. */
export function FacebookFields(props: FieldsProps): ReactNode {
  const { t } = useWords();
  const { settings, onChange } = props;
  const page = partOf(settings, "page");
  return (
    <>
      {textOf(page, "id") !== "" && (
        <p className={classes.bot}>{t("channels.facebookPage", { name: textOf(page, "name") })}</p>
      )}
      <Notice tone="info">{t("channels.facebookWebhook")}</Notice>
      <PlainField {...props} field={APP} required />
      <SecretField {...props} name={APP_SECRET.key} label={t(APP_SECRET.label)} hint={t(APP_SECRET.hint)} />
      <SecretField {...props} name={TOKEN.key} label={t(TOKEN.label)} hint={t(TOKEN.hint)} />
      <Switch
        label={t("channels.facebookHumanAgent")}
        description={t("channels.facebookHumanAgentHint")}
        checked={numberOf(settings, "replyWindowHours", META_WINDOW_HOURS) === META_HUMAN_AGENT_HOURS}
        onChange={(event) => {
          const hours = event.currentTarget.checked ? META_HUMAN_AGENT_HOURS : META_WINDOW_HOURS;
          onChange({ ...settings, replyWindowHours: hours });
        }}
      />
      <GraphServer {...props} />
    </>
  );
}
