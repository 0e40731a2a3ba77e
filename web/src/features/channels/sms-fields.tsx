import { TWILIO_API_URL, TWILIO_MESSAGING_URL } from "@guichet/contract";
import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";
import classes from "./channels.module.css";
import { FieldGroup } from "./field-group.tsx";
import type { FieldsProps } from "./fields.ts";
import { partOf, textOf } from "./read-settings.ts";
import { AddressField, SecretField } from "./typed-field.tsx";

/** SMS by Twilio: the account, what messages leave from, a key of its own where one is wished, and the servers. */
export function SmsFields(props: FieldsProps): ReactNode {
  const { t } = useWords();
  const { settings, problem } = props;
  const account = partOf(settings, "account");
  return (
    <>
      {textOf(account, "name") !== "" && (
        <p className={classes.bot}>
          {t("smsChannel.connected", { account: textOf(account, "name"), sender: textOf(account, "senderName") })}
        </p>
      )}
      <Line
        {...props}
        name="accountSid"
        label={t("smsChannel.accountSid")}
        hint={t("smsChannel.accountSidHint")}
        error={isRefused(settings, problem("settings.accountSid")) ? t("smsChannel.accountProblem") : undefined}
      />
      <SecretField {...props} name="authToken" label={t("smsChannel.authToken")} hint={t("smsChannel.authTokenHint")} />
      <Line
        {...props}
        name="sender"
        label={t("smsChannel.sender")}
        hint={t("smsChannel.senderHint")}
        error={problem("settings.sender") === undefined ? undefined : t("smsChannel.senderProblem")}
      />
      <Notice tone="info">{t("smsChannel.optOut")}</Notice>
      <Key {...props} />
      <Servers {...props} />
    </>
  );
}

/** The SID was well written: then it is the account that Twilio has closed. */
function isRefused(settings: FieldsProps["settings"], problem: string | undefined): boolean {
  return problem !== undefined && /^AC[0-9a-f]{32}$/i.test(textOf(settings, "accountSid"));
}

function Key(props: FieldsProps): ReactNode {
  const { t } = useWords();
  return (
    <FieldGroup title={t("smsChannel.key")} hint={t("smsChannel.keyHint")}>
      <Line {...props} name="apiKeySid" label={t("smsChannel.keySid")} hint={t("smsChannel.keySidHint")} optional />
      {(textOf(props.settings, "apiKeySid") !== "" || textOf(props.settings, "apiKeySecret") !== "") && (
        <SecretField
          {...props}
          name="apiKeySecret"
          label={t("smsChannel.keySecret")}
          hint={t("smsChannel.keySecretHint")}
          required={false}
        />
      )}
    </FieldGroup>
  );
}

function Servers(props: FieldsProps): ReactNode {
  const { t } = useWords();
  const api = t("smsChannel.apiUrlHint", { url: TWILIO_API_URL });
  const messaging = t("smsChannel.messagingUrlHint", { url: TWILIO_MESSAGING_URL });
  return (
    <FieldGroup title={t("smsChannel.servers")} hint={t("smsChannel.serversHint")}>
      <AddressField {...props} name="apiUrl" label={t("smsChannel.apiUrl")} hint={api} usual={TWILIO_API_URL} />
      <AddressField
        {...props}
        name="messagingUrl"
        label={t("smsChannel.messagingUrl")}
        hint={messaging}
        usual={TWILIO_MESSAGING_URL}
      />
    </FieldGroup>
  );
}

type FieldProps = FieldsProps & { readonly name: string; readonly label: string; readonly hint: string };
type LineProps = FieldProps & {
  readonly optional?: boolean;
  /** Instead of what is said by the problem's own name. */
  readonly error?: string | undefined;
};

function Line({ settings, onChange, problem, name, label, hint, optional, error }: LineProps): ReactNode {
  return (
    <TextInput
      label={label}
      description={hint}
      required={optional !== true}
      withAsterisk={false}
      maxLength={500}
      autoComplete="off"
      spellCheck={false}
      value={textOf(settings, name)}
      error={error ?? problem(`settings.${name}`)}
      onChange={(event) => onChange({ ...settings, [name]: event.currentTarget.value })}
    />
  );
}
