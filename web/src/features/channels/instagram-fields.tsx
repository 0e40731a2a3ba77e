import { type InstagramLogin, instagramUrlOf, META_HUMAN_AGENT_HOURS, META_WINDOW_HOURS } from "@guichet/contract";
import { Radio, Stack, Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";
import classes from "./channels.module.css";
import type { FieldsProps } from "./fields.ts";
import { APP_SECRET, GraphServer, PlainField } from "./meta-fields.tsx";
import { flagOf, numberOf, partOf, textOf } from "./read-settings.ts";
import { SecretField } from "./typed-field.tsx";

/** An Instagram account: how it logs in, the app that hears of it, its token, and how long it may be answered. */
export function InstagramFields(props: FieldsProps): ReactNode {
  const { t } = useWords();
  const { settings, onChange } = props;
  const login: InstagramLogin = textOf(settings, "login", "instagram") === "facebook" ? "facebook" : "instagram";
  const account = partOf(settings, "account");
  const choose = (chosen: string): void => {
    const next: InstagramLogin = chosen === "facebook" ? "facebook" : "instagram";
    const isUsual = textOf(settings, "graphUrl") === instagramUrlOf(login);
    onChange({ ...settings, login: next, ...(isUsual ? { graphUrl: instagramUrlOf(next) } : {}) });
  };
  return (
    <>
      {textOf(account, "id") !== "" && (
        <p className={classes.bot}>{t("instagramChannel.account", { name: textOf(account, "username") })}</p>
      )}
      <Notice tone="info" title={t("instagramChannel.stepsTitle")}>
        {t("instagramChannel.steps")}
      </Notice>
      <Radio.Group
        label={t("instagramChannel.login")}
        description={t("instagramChannel.loginHint")}
        value={login}
        onChange={choose}
      >
        <Stack gap="xs" mt="xs">
          <Radio
            value="instagram"
            label={t("instagramChannel.loginInstagram")}
            description={t("instagramChannel.loginInstagramHint")}
          />
          <Radio
            value="facebook"
            label={t("instagramChannel.loginFacebook")}
            description={t("instagramChannel.loginFacebookHint")}
          />
        </Stack>
      </Radio.Group>
      {login === "instagram" ? <OwnLogin {...props} /> : <PageLogin {...props} />}
      <Switch
        label={t("channels.facebookHumanAgent")}
        description={t("instagramChannel.humanAgentHint")}
        checked={numberOf(settings, "replyWindowHours", META_WINDOW_HOURS) === META_HUMAN_AGENT_HOURS}
        onChange={(event) => {
          const hours = event.currentTarget.checked ? META_HUMAN_AGENT_HOURS : META_WINDOW_HOURS;
          onChange({ ...settings, replyWindowHours: hours });
        }}
      />
      <Switch
        label={t("instagramChannel.reactionsOpen")}
        description={t("instagramChannel.reactionsOpenHint")}
        checked={flagOf(settings, "reactionsOpen", true)}
        onChange={(event) => onChange({ ...settings, reactionsOpen: event.currentTarget.checked })}
      />
      <GraphServer {...props} usualUrl={instagramUrlOf(login)} />
    </>
  );
}

function OwnLogin(props: FieldsProps): ReactNode {
  const { t } = useWords();
  return (
    <>
      <Notice tone="info">{t("instagramChannel.webhookByHand")}</Notice>
      <PlainField
        {...props}
        field={{ key: "appId", label: "instagramChannel.appId", hint: "instagramChannel.appIdHint" }}
        required
      />
      <SecretField
        {...props}
        name={APP_SECRET.key}
        label={t("instagramChannel.appSecret")}
        hint={t("instagramChannel.appSecretHint")}
      />
      <SecretField {...props} name="token" label={t("channels.metaToken")} hint={t("instagramChannel.ownTokenHint")} />
      <SecretField
        {...props}
        name="metaAppSecret"
        label={t("instagramChannel.metaAppSecret")}
        hint={t("instagramChannel.metaAppSecretHint")}
        required={false}
      />
    </>
  );
}

function PageLogin(props: FieldsProps): ReactNode {
  const { t } = useWords();
  return (
    <>
      <Notice tone="info">{t("instagramChannel.webhookByItself")}</Notice>
      <PlainField
        {...props}
        field={{ key: "appId", label: "channels.metaAppId", hint: "channels.metaAppIdHint" }}
        required
      />
      <SecretField {...props} name={APP_SECRET.key} label={t(APP_SECRET.label)} hint={t(APP_SECRET.hint)} />
      <SecretField
        {...props}
        name="token"
        label={t("channels.facebookPageToken")}
        hint={t("instagramChannel.pageTokenHint")}
      />
    </>
  );
}
