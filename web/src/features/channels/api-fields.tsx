import { PRIVATE_REPLY_MOST_DAYS, PRIVATE_REPLY_USUAL_DAYS, REPLY_WINDOW_MOST_HOURS } from "@guichet/contract";
import { NumberInput, Switch, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { SpanField } from "../../ui/span-field.tsx";
import type { FieldsProps } from "./fields.ts";
import { numberOf, textOf } from "./read-settings.ts";

const USUAL_HOURS = 24;

/** The API channel: where another system receives what agents write, for how long it takes replies, whether in private. */
export function ApiFields({ settings, onChange, problem }: FieldsProps): ReactNode {
  const { t } = useWords();
  const { replyWindowHours, ...timeless } = settings;
  const { privateReplyDays, ...publicOnly } = settings;
  const limited = replyWindowHours !== undefined;
  return (
    <>
      <TextInput
        label={t("channels.apiOutbound")}
        description={t("channels.apiOutboundHint")}
        type="url"
        placeholder="https://"
        maxLength={2000}
        autoComplete="off"
        spellCheck={false}
        value={textOf(settings, "outboundUrl")}
        error={problem("settings.outboundUrl")}
        onChange={(event) => onChange({ ...settings, outboundUrl: event.currentTarget.value.trim() })}
      />
      <Switch
        label={t("channels.apiWindow")}
        description={t("channels.apiWindowHint")}
        checked={limited}
        onChange={(event) =>
          onChange(event.currentTarget.checked ? { ...timeless, replyWindowHours: USUAL_HOURS } : timeless)
        }
      />
      {limited && (
        <SpanField
          label={t("channels.apiWindowHours")}
          hours={numberOf(settings, "replyWindowHours", USUAL_HOURS)}
          most={REPLY_WINDOW_MOST_HOURS}
          onHours={(hours) => onChange({ ...settings, replyWindowHours: hours })}
        />
      )}
      <Switch
        label={t("channels.apiPrivate")}
        description={t("channels.apiPrivateHint")}
        checked={privateReplyDays !== undefined}
        onChange={(event) =>
          onChange(
            event.currentTarget.checked ? { ...publicOnly, privateReplyDays: PRIVATE_REPLY_USUAL_DAYS } : publicOnly,
          )
        }
      />
      {privateReplyDays !== undefined && (
        <NumberInput
          label={t("channels.apiPrivateDays")}
          min={1}
          max={PRIVATE_REPLY_MOST_DAYS}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          value={numberOf(settings, "privateReplyDays", PRIVATE_REPLY_USUAL_DAYS)}
          error={problem("settings.privateReplyDays")}
          onChange={(days) => typeof days === "number" && onChange({ ...settings, privateReplyDays: days })}
        />
      )}
    </>
  );
}
