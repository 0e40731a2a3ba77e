import type { ContactAttribute } from "@guichet/contract";
import type { WordKey } from "../../locales/catalog.ts";
import type { Words } from "../../locales/use-words.ts";

type Named = Pick<ContactAttribute, "name" | "platform">;
type Valued = Named & Pick<ContactAttribute, "kind" | "value">;

/** What our own messenger and mail tell of a contact (W160); every other name is somebody else's and stays as it is. */
const NAMES: ReadonlyMap<string, WordKey> = new Map([
  ["E-mail", "contacts.attribute_email"],
  ["Page title", "contacts.attribute_pageTitle"],
  ["Page URL", "contacts.attribute_pageUrl"],
  ["Browser language", "contacts.attribute_language"],
  ["Device", "contacts.attribute_device"],
]);

/** The attribute's name in the user's language, where it is one of ours. */
export function attributeName({ name, platform }: Named, { t }: Pick<Words, "t">): string {
  const word = platform === null ? undefined : NAMES.get(name);
  return word === undefined ? name : t(word);
}

/** The attribute's value for people: `fr-CA` is a language, `2026-12-01` a day, `1234.5` a number. */
export function attributeValue({ name, platform, kind, value }: Valued, { t, locale }: Words): string {
  if (value === null) return "";
  switch (kind) {
    case "number":
      return formatNumber(value, locale);
    case "date":
      return formatDay(value, locale);
    case "yes_no":
      return t(value === "yes" ? "contacts.yes" : "contacts.no");
    default:
      return platform !== null && name === "Browser language" ? languageName(value, locale) : value;
  }
}

/** As many digits as were given: a customer's number is no sum of money. */
function formatNumber(value: string, locale: string): string {
  const [whole = "", decimals = ""] = value.split(".");
  if (whole.replace("-", "").length > 15) return value;
  return new Intl.NumberFormat(locale, {
    useGrouping: "min2",
    minimumFractionDigits: decimals.length,
    maximumFractionDigits: Math.min(decimals.length, 20),
  }).format(Number(value));
}

/** A day without a place on earth: no time zone moves it. */
function formatDay(value: string, locale: string): string {
  const at = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return value;
  const words = locale === "en" ? "en-GB" : locale;
  return new Intl.DateTimeFormat(words, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(at);
}

function languageName(value: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(value) ?? value;
  } catch {
    // Whatever a browser said that is no language tag.
    return value;
  }
}
