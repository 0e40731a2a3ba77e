import type { ContactAttribute, PlatformAttribute } from "@guichet/contract";
import type { WordKey } from "../../locales/catalog.ts";
import type { Words } from "../../locales/use-words.ts";

type Named = Pick<ContactAttribute, "name" | "platform">;
type Valued = Named & Pick<ContactAttribute, "kind" | "value">;

const NAMES: Readonly<Record<PlatformAttribute, WordKey>> = {
  "E-mail": "told.email",
  "Page title": "told.pageTitle",
  "Page URL": "told.pageUrl",
  "Browser language": "told.language",
  Device: "told.device",
  Language: "told.ownLanguage",
  Country: "told.country",
  Position: "told.position",
  Followers: "told.followers",
  Verified: "told.verified",
  "Follows the account": "told.follows",
  "Followed by the account": "told.followed",
  "Blocked the account": "told.blockedAccount",
  "Blocked the bot": "told.blockedBot",
  Unsubscribed: "told.unsubscribed",
  "Removed from the group": "told.removedFromGroup",
  "Held by app": "told.heldBy",
  "WhatsApp number": "told.whatsappNumber",
  "WhatsApp identity changed": "told.identityChanged",
  "Marketing messages": "told.marketing",
  "Account link": "told.accountLink",
  Membership: "told.membership",
  "Start parameter": "told.start",
  "Opt-in": "told.optIn",
  "Came by": "told.cameBy",
  Reference: "told.reference",
  Advertisement: "told.advertisement",
  "Advertised post": "told.advertisedPost",
  "Came from": "told.cameFrom",
  "Came from ad": "told.cameFromAd",
  "Ad URL": "told.adUrl",
};
const LANGUAGES: ReadonlySet<string> = new Set<PlatformAttribute>(["Browser language", "Language"]);

/** Every other name is somebody else's, and stays as it is. */
function isPlatformAttribute(name: string): name is PlatformAttribute {
  return Object.hasOwn(NAMES, name);
}

/** The attribute's name in the user's language, where it is one of ours. */
export function attributeName({ name, platform }: Named, { t }: Pick<Words, "t">): string {
  return platform !== null && isPlatformAttribute(name) ? t(NAMES[name]) : name;
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
      return platform !== null && LANGUAGES.has(name) ? languageName(value, locale) : value;
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
