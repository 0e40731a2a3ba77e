import { firstNameOf, type Locale, type Placeholder, type PlaceholderField } from "@guichet/contract";
import type { Filling } from "../knowledge/index.ts";
import type { KnownOfContact } from "./placeholder-values.sql.ts";

const GAP_WORDS: Record<Locale, Record<PlaceholderField, string>> = {
  en: {
    "contact.name": "name of the contact",
    "contact.first_name": "first name of the contact",
    "agent.name": "your name",
    "agent.first_name": "your first name",
  },
  fr: {
    "contact.name": "nom du contact",
    "contact.first_name": "prénom du contact",
    "agent.name": "votre nom",
    "agent.first_name": "votre prénom",
  },
};

/** What stands in the places of a response's placeholders in one conversation; gaps are named in the agent's language. */
export function placeholderValues(
  contact: KnownOfContact,
  agent: { readonly name: string; readonly firstName: string },
  locale: Locale,
): Filling {
  const name = nameOf(contact);
  const attributes = new Map(Object.entries(contact.attributes));
  const values: Record<PlaceholderField, string> = {
    "contact.name": name,
    "contact.first_name": firstNameOf(name),
    "agent.name": agent.name,
    "agent.first_name": agent.firstName,
  };
  return {
    findValue: (of: Placeholder) => (of.type === "field" ? values[of.field] : attributes.get(of.name)),
    nameGap: (of: Placeholder) => (of.type === "field" ? GAP_WORDS[locale][of.field] : of.name),
  };
}

/** Who never gave a name is listed under the number or address they write from: that is no way to greet somebody. */
function nameOf({ name, display_name, external_id, handle }: KnownOfContact): string {
  return display_name === null && (name === external_id || name === handle) ? "" : name;
}
