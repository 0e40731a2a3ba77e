import type { ContactView } from "@guichet/contract";
import type { WordKey } from "../../locales/catalog.ts";
import type { Words } from "../../locales/use-words.ts";

type Attribute = ContactView["attributes"][number];

/** What our own messenger and mail tell of a contact (W160); every other name is somebody else's and stays as it is. */
const NAMES: ReadonlyMap<string, WordKey> = new Map([
  ["E-mail", "contacts.attribute_email"],
  ["Page title", "contacts.attribute_pageTitle"],
  ["Page URL", "contacts.attribute_pageUrl"],
  ["Browser language", "contacts.attribute_language"],
  ["Device", "contacts.attribute_device"],
]);

/** The attribute's name in the user's language, where it is one of ours. */
export function attributeName({ name, source }: Attribute, { t }: Words): string {
  const word = source === "platform" ? NAMES.get(name) : undefined;
  return word === undefined ? name : t(word);
}

/** The attribute's value for people: `fr-CA` is a language. */
export function attributeValue({ name, source, value }: Attribute, { locale }: Words): string {
  if (source !== "platform" || name !== "Browser language") return value;
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(value) ?? value;
  } catch {
    // Whatever a browser said that is no language tag.
    return value;
  }
}
