import type { Locale } from "@guichet/contract";
import type { EmojiDataResolver } from "frimousse";

type EmojiData = Awaited<ReturnType<EmojiDataResolver>>;
type Raw = {
  readonly emoji: string;
  readonly label: string;
  readonly tags?: readonly string[];
  readonly group?: number;
  readonly version: number;
  readonly skins?: readonly { readonly emoji: string; readonly tone?: number | readonly number[] }[];
};
type RawMessages = { readonly groups: readonly { readonly order: number; readonly message: string }[] };

const loaded = new Map<Locale, Promise<EmojiData>>();
/** Newer than this, many systems draw only boxes. */
const NEWEST_VERSION = 15;
/** The group of hair colours and skin tones by themselves: parts, not emoji. */
const PARTS = 2;
const TONES = ["light", "medium-light", "medium", "medium-dark", "dark"] as const;

/** The emoji and their names, served by ourselves: the picker's own source is a foreign server. */
export function loadEmoji(locale: Locale): Promise<EmojiData> {
  const known = loaded.get(locale);
  if (known !== undefined) return known;
  const fresh = fetchEmoji(locale);
  loaded.set(locale, fresh);
  fresh.catch(() => loaded.delete(locale));
  return fresh;
}

async function fetchEmoji(locale: Locale): Promise<EmojiData> {
  const [data, messages] =
    locale === "fr"
      ? await Promise.all([import("emojibase-data/fr/data.json"), import("emojibase-data/fr/messages.json")])
      : await Promise.all([import("emojibase-data/en/data.json"), import("emojibase-data/en/messages.json")]);
  return toEmojiData(locale, data.default, messages.default);
}

/** The data of emojibase in the picker's form. */
export function toEmojiData(locale: Locale, raw: readonly Raw[], messages: RawMessages): EmojiData {
  const categories = messages.groups
    .filter((group) => group.order !== PARTS)
    .map((group) => ({ index: group.order, label: capital(group.message, locale) }));
  const emojis = raw
    .filter((one) => one.group !== undefined && one.group !== PARTS && one.version <= NEWEST_VERSION)
    .map((one) => ({
      emoji: one.emoji,
      category: one.group ?? 0,
      label: capital(one.label, locale),
      version: one.version,
      tags: [...(one.tags ?? [])],
      skins: skinsOf(one),
    }));
  return {
    locale,
    emojis,
    categories,
    skinTones: { light: "", "medium-light": "", medium: "", "medium-dark": "", dark: "" },
  };
}

function skinsOf(raw: Raw): EmojiData["emojis"][number]["skins"] {
  const found = TONES.map((_, at) => raw.skins?.find((skin) => skin.tone === at + 1)?.emoji);
  const [light, mediumLight, medium, mediumDark, dark] = found;
  if (!light || !mediumLight || !medium || !mediumDark || !dark) return undefined;
  return { light, "medium-light": mediumLight, medium, "medium-dark": mediumDark, dark };
}

function capital(text: string, locale: Locale): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
