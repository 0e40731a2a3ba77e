import { X_API_URL, X_MEDIA_URL, X_MOST_QUERIES } from "@guichet/contract";
import { Switch, Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";
import classes from "./channels.module.css";
import { FieldGroup } from "./field-group.tsx";
import type { FieldsProps } from "./fields.ts";
import { flagOf, linesOf, partOf, textOf } from "./read-settings.ts";
import { AddressField, SecretField } from "./typed-field.tsx";

/** An account on X: the app that hears of it, its token, what is searched for, and how it answers in public. */
export function XFields(props: FieldsProps): ReactNode {
  const { t } = useWords();
  const { settings, onChange, problem } = props;
  const account = partOf(settings, "account");
  return (
    <>
      {textOf(account, "id") !== "" && (
        <p className={classes.bot}>
          {t("xAccounts.connected", { name: textOf(account, "name"), handle: textOf(account, "handle") })}
        </p>
      )}
      <Notice tone="info">{t("xAccounts.app")}</Notice>
      <TextInput
        label={t("xAccounts.consumerKey")}
        description={t("xAccounts.consumerKeyHint")}
        required
        withAsterisk={false}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        value={textOf(settings, "consumerKey")}
        error={problem("settings.consumerKey")}
        onChange={(event) => onChange({ ...settings, consumerKey: event.currentTarget.value.trim() })}
      />
      <SecretField
        {...props}
        name="consumerSecret"
        label={t("xAccounts.consumerSecret")}
        hint={t("xAccounts.consumerSecretHint")}
      />
      <SecretField
        {...props}
        name="accessToken"
        label={t("xAccounts.accessToken")}
        hint={t("xAccounts.accessTokenHint")}
      />
      <SecretField
        {...props}
        name="accessTokenSecret"
        label={t("xAccounts.accessTokenSecret")}
        hint={t("xAccounts.accessTokenSecretHint")}
      />
      <PublicFields {...props} />
      <Servers {...props} />
    </>
  );
}

/** What is taken in beside what names the account (W154), and how it answers where everybody reads (W155, W156). */
function PublicFields({ settings, onChange, problem }: FieldsProps): ReactNode {
  const { t } = useWords();
  const queries = linesOf(settings, "searchQueries");
  const wrong = queries.map((_, index) => problem(`settings.searchQueries.${index}`)).find((one) => one !== undefined);
  return (
    <>
      <Textarea
        label={t("xAccounts.queries")}
        description={t("xAccounts.queriesHint", { max: X_MOST_QUERIES, example: '"lamp shop" OR #lampshop lang:fr' })}
        autosize
        minRows={2}
        maxRows={X_MOST_QUERIES}
        spellCheck={false}
        value={queries.join("\n")}
        error={problem("settings.searchQueries") ?? wrong}
        onChange={(event) => onChange({ ...settings, searchQueries: toLines(event.currentTarget.value) })}
        onBlur={() => onChange({ ...settings, searchQueries: queries.map((one) => one.trim()).filter(Boolean) })}
      />
      <Switch
        label={t("xAccounts.split")}
        description={t("xAccounts.splitHint")}
        checked={flagOf(settings, "autoSplit", true)}
        onChange={(event) => onChange({ ...settings, autoSplit: event.currentTarget.checked })}
      />
      <Switch
        label={t("xAccounts.includeAll")}
        description={t("xAccounts.includeAllHint")}
        checked={flagOf(settings, "includeAllMentioned", true)}
        onChange={(event) => onChange({ ...settings, includeAllMentioned: event.currentTarget.checked })}
      />
    </>
  );
}

/** A line that is being begun stays one until the field is left. */
function toLines(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}

function Servers(props: FieldsProps): ReactNode {
  const { t } = useWords();
  return (
    <FieldGroup title={t("accounts.servers")} hint={t("accounts.serversHint")}>
      <AddressField
        {...props}
        name="apiUrl"
        label={t("xAccounts.apiUrl")}
        hint={t("xAccounts.apiUrlHint", { url: X_API_URL })}
        usual={X_API_URL}
      />
      <AddressField
        {...props}
        name="mediaUrl"
        label={t("xAccounts.mediaUrl")}
        hint={t("xAccounts.mediaUrlHint", { url: X_MEDIA_URL })}
        usual={X_MEDIA_URL}
      />
    </FieldGroup>
  );
}
