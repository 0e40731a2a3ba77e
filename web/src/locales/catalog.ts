import type { en } from "./en.ts";
import type { enApart } from "./en-apart.ts";

type Subjects = typeof en & typeof enApart;
/** Every key of the catalogue, e.g. `shell.sharedInbox`. */
export type WordKey = { [S in keyof Subjects & string]: `${S}.${keyof Subjects[S] & string}` }[keyof Subjects & string];
/** What a translation of one subject must have: exactly the keys of the English one. */
export type Translation<Subject> = { readonly [Key in keyof Subject]: string };
/** What a translation of the whole catalogue must have, in its two parts. */
export type Catalog = { readonly [S in keyof typeof en]: Translation<(typeof en)[S]> };
export type ApartCatalog = { readonly [S in keyof typeof enApart]: Translation<(typeof enApart)[S]> };

/** `{shell: {newest: "…"}}` → `{"shell.newest": "…"}`, the form the message engine looks up. */
export function flattenCatalog(catalog: Record<string, Record<string, string>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [subject, words] of Object.entries(catalog)) {
    for (const [key, message] of Object.entries(words)) flat[`${subject}.${key}`] = message;
  }
  return flat;
}
