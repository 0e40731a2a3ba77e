import type { Locale, MessengerTextKey } from "@guichet/contract";
import { SegmentedControl, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import type { channels } from "../../locales/en/channels.ts";
import { useWords } from "../../locales/use-words.ts";
import classes from "./channels.module.css";
import type { FieldsProps } from "./fields.ts";
import { partOf, type Settings, textOf } from "./read-settings.ts";

/** In the order in which a visitor meets them. Typed against the contract: a text that is added there is missed here. */
const TEXTS: Record<MessengerTextKey, keyof typeof channels> = {
  title: "text_title",
  intro: "text_intro",
  placeholder: "text_placeholder",
  send: "text_send",
  attach: "text_attach",
  open: "text_open",
  close: "text_close",
  typing: "text_typing",
  newMessages: "text_newMessages",
  loadOlder: "text_loadOlder",
  sending: "text_sending",
  sent: "text_sent",
  seen: "text_seen",
  failed: "text_failed",
  retry: "text_retry",
  offline: "text_offline",
  tooLarge: "text_tooLarge",
};

/** The messenger's own words, replaced language by language. */
export function MessengerTexts({ settings, onChange }: Pick<FieldsProps, "settings" | "onChange">): ReactNode {
  const { t } = useWords();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [language, setLanguage] = useState<Locale>("en");
  const Chevron = open ? IconChevronDown : IconChevronRight;
  const texts = partOf(settings, "texts");
  const words = partOf(texts, language);
  const write = (key: string, value: string): void => {
    onChange({ ...settings, texts: { ...texts, [language]: withText(words, key, value) } });
  };
  return (
    <div className={classes.texts}>
      <button
        type="button"
        className={classes.fold}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Chevron size={16} />
        {t("channels.messengerTexts")}
        <span className={classes.foldHint}>{t("channels.messengerTextsText")}</span>
      </button>
      {open && (
        <div id={id} className={classes.textFields}>
          <SegmentedControl
            aria-label={t("channels.messengerLanguage")}
            value={language}
            onChange={setLanguage}
            data={[
              { value: "en", label: "English" },
              { value: "fr", label: "Français" },
            ]}
          />
          {Object.entries(TEXTS).map(([key, word]) => (
            <TextInput
              key={`${language} ${key}`}
              lang={language}
              label={t(`channels.${word}`)}
              maxLength={300}
              value={textOf(words, key)}
              onChange={(event) => write(key, event.currentTarget.value)}
            />
          ))}
        </div>
      )}
    </div>
  );
}

/** An emptied text is no text: Guichet's own word comes back. */
function withText(words: Settings, key: string, value: string): Settings {
  const { [key]: _, ...others } = words;
  return value === "" ? others : { ...others, [key]: value };
}
