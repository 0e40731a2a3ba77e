import { Switch, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import classes from "./channels.module.css";
import type { FieldsProps } from "./fields.ts";
import { MessengerTexts } from "./messenger-texts.tsx";
import { flagOf, linesOf, textOf } from "./read-settings.ts";
import { readOrigins } from "./website.ts";

const COLOR = /^#[0-9a-f]{6}$/i;
const FIRST_COLOR = "#2b5fd9";

/** The web messenger: where it may open, how it looks, what it says (W159). */
export function MessengerFields({ settings, onChange, problem }: FieldsProps): ReactNode {
  const { t } = useWords();
  const color = textOf(settings, "color", FIRST_COLOR);
  return (
    <>
      <Origins settings={settings} onChange={onChange} problem={problem} />
      <div className={classes.color}>
        <TextInput
          label={t("channels.messengerColor")}
          description={t("channels.messengerColorHint")}
          autoComplete="off"
          maxLength={7}
          value={color}
          error={COLOR.test(color) ? problem("settings.color") : t("channels.messengerColorBad")}
          onChange={(event) => onChange({ ...settings, color: event.currentTarget.value.trim() })}
        />
        <input
          type="color"
          className={classes.swatch}
          aria-label={t("channels.messengerColor")}
          value={COLOR.test(color) ? color : FIRST_COLOR}
          onChange={(event) => onChange({ ...settings, color: event.currentTarget.value })}
        />
      </div>
      <Switch
        label={t("channels.messengerIdentified")}
        description={t("channels.messengerIdentifiedHint")}
        checked={flagOf(settings, "identifiedOnly", false)}
        onChange={(event) => onChange({ ...settings, identifiedOnly: event.currentTarget.checked })}
      />
      <MessengerTexts settings={settings} onChange={onChange} />
    </>
  );
}

function Origins({ settings, onChange, problem }: Omit<FieldsProps, "stored">): ReactNode {
  const { t } = useWords();
  // The text as typed; the settings hold what it means.
  const [text, setText] = useState(() => linesOf(settings, "allowedOrigins").join("\n"));
  const { bad } = readOrigins(text);
  return (
    <Textarea
      label={t("channels.messengerOrigins")}
      description={t("channels.messengerOriginsHint")}
      autosize
      minRows={2}
      maxRows={8}
      spellCheck={false}
      value={text}
      error={bad === undefined ? problem("settings.allowedOrigins") : t("channels.messengerOriginsBad", { line: bad })}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange({ ...settings, allowedOrigins: readOrigins(event.currentTarget.value).origins });
      }}
    />
  );
}
