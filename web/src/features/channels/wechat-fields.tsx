import { WECHAT_API_URL } from "@guichet/contract";
import { Radio, Stack, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";
import { FieldGroup } from "./field-group.tsx";
import type { FieldsProps } from "./fields.ts";
import { textOf } from "./read-settings.ts";
import { AddressField, SecretField } from "./typed-field.tsx";

/** A WeChat official account: what opens it, how it delivers, and the server it talks to. */
export function WechatFields(props: FieldsProps): ReactNode {
  const { t } = useWords();
  const { settings, onChange, problem } = props;
  return (
    <>
      <Notice tone="info" title={t("wechatAccounts.stepsTitle")}>
        {t("wechatAccounts.steps")}
      </Notice>
      <TextInput
        label={t("wechatAccounts.appId")}
        description={t("wechatAccounts.appIdHint")}
        required
        withAsterisk={false}
        maxLength={50}
        autoComplete="off"
        spellCheck={false}
        value={textOf(settings, "appId")}
        error={problem("settings.appId")}
        onChange={(event) => onChange({ ...settings, appId: event.currentTarget.value.trim() })}
      />
      <SecretField
        {...props}
        name="appSecret"
        label={t("wechatAccounts.appSecret")}
        hint={t("wechatAccounts.appSecretHint")}
      />
      <Delivery {...props} />
      <FieldGroup title={t("accounts.servers")} hint={t("accounts.serversHint")}>
        <AddressField
          {...props}
          name="apiUrl"
          label={t("wechatAccounts.apiUrl")}
          hint={t("wechatAccounts.apiUrlHint", { url: WECHAT_API_URL })}
          usual={WECHAT_API_URL}
        />
      </FieldGroup>
    </>
  );
}

/** Encrypted with a key that both sides have, or in plain text. */
function Delivery(props: FieldsProps): ReactNode {
  const { t } = useWords();
  const { settings, onChange } = props;
  const mode = textOf(settings, "mode", "encrypted");
  return (
    <>
      <Radio.Group
        label={t("wechatAccounts.mode")}
        value={mode}
        onChange={(chosen) => onChange({ ...settings, mode: chosen, encodingAesKey: null })}
      >
        <Stack gap="xs" mt="xs">
          <Radio
            value="encrypted"
            label={t("wechatAccounts.modeEncrypted")}
            description={t("wechatAccounts.modeEncryptedHint")}
          />
          <Radio value="plain" label={t("wechatAccounts.modePlain")} description={t("wechatAccounts.modePlainHint")} />
        </Stack>
      </Radio.Group>
      {mode === "encrypted" && (
        <SecretField
          {...props}
          name="encodingAesKey"
          label={t("wechatAccounts.aesKey")}
          hint={t("wechatAccounts.aesKeyHint")}
        />
      )}
    </>
  );
}
