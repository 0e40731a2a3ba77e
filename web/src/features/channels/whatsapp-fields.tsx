import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";
import classes from "./channels.module.css";
import type { FieldsProps } from "./fields.ts";
import { APP, APP_SECRET, type Field, GraphServer, PlainField } from "./meta-fields.tsx";
import { partOf, textOf } from "./read-settings.ts";
import { SecretField } from "./typed-field.tsx";

const TOKEN: Field = { key: "token", label: "channels.metaToken", hint: "channels.whatsappTokenHint" };
const WABA: Field = { key: "wabaId", label: "channels.whatsappWabaId", hint: "channels.whatsappWabaIdHint" };
const NUMBER: Field = {
  key: "phoneNumberId",
  label: "channels.whatsappNumberId",
  hint: "channels.whatsappNumberIdHint",
};
const PIN: Field = { key: "pin", label: "channels.whatsappPin", hint: "channels.whatsappPinHint" };

/** A number of WhatsApp: the app that reaches it, the business account it belongs to, the number itself. */
export function WhatsappFields(props: FieldsProps): ReactNode {
  const { t } = useWords();
  const number = partOf(props.settings, "number");
  return (
    <>
      {textOf(number, "display") !== "" && (
        <p className={classes.bot}>
          {t("channels.whatsappNumber", { name: textOf(number, "name"), number: textOf(number, "display") })}
        </p>
      )}
      <Notice tone="info">{t("channels.whatsappSteps")}</Notice>
      <PlainField {...props} field={APP} required />
      <SecretField {...props} name={APP_SECRET.key} label={t(APP_SECRET.label)} hint={t(APP_SECRET.hint)} />
      <SecretField {...props} name={TOKEN.key} label={t(TOKEN.label)} hint={t(TOKEN.hint)} />
      <PlainField {...props} field={WABA} required />
      <PlainField {...props} field={NUMBER} required={false} />
      <SecretField {...props} name={PIN.key} label={t(PIN.label)} hint={t(PIN.hint)} required={false} />
      <GraphServer {...props} />
    </>
  );
}
