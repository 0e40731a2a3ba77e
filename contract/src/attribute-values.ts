import { foldPhone, foldText, isDay, readNumber } from "./fold.ts";
import type { FieldKind } from "./rules.ts";

export const ATTRIBUTE_KINDS = ["text", "number", "date", "yes_no", "choice", "email", "phone", "url"] as const;
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number];

/** Characters of a value. */
export const MOST_VALUE = 1000;

export type ValueProblem =
  | "too_long"
  | "not_a_number"
  | "not_a_day"
  | "not_yes_no"
  | "not_an_option"
  | "not_an_email"
  | "not_a_phone"
  | "not_an_address";
type Checked = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly problem: ValueProblem };

/** What somebody typed, in the form in which it is stored; or why it is no value of this kind. Empty is no value either. */
export function checkAttributeValue(kind: AttributeKind, options: readonly string[], typed: string): Checked {
  const value = typed.trim();
  if (value.length > MOST_VALUE) return { ok: false, problem: "too_long" };
  switch (kind) {
    case "text":
      return { ok: true, value };
    case "number":
      return checkNumber(value);
    case "date":
      return isDay(value) ? { ok: true, value } : { ok: false, problem: "not_a_day" };
    case "yes_no":
      return value === "yes" || value === "no" ? { ok: true, value } : { ok: false, problem: "not_yes_no" };
    case "choice": {
      const found = options.find((option) => foldText(option) === foldText(value));
      return found === undefined ? { ok: false, problem: "not_an_option" } : { ok: true, value: found };
    }
    case "email":
      return value.length <= 254 && /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;.]+$/.test(value)
        ? { ok: true, value }
        : { ok: false, problem: "not_an_email" };
    case "phone":
      return /^[+\d\s().\-/]{3,40}$/.test(value) && /^\+?\d{3,20}$/.test(foldPhone(value))
        ? { ok: true, value }
        : { ok: false, problem: "not_a_phone" };
    case "url":
      return checkAddress(value);
  }
}

/** A comma is what half of the world writes for a point; spaces part thousands. */
function checkNumber(typed: string): Checked {
  const value = typed.replaceAll(/[\s\u202f\u00a0]/g, "").replace(",", ".");
  const read = readNumber(value);
  return read === undefined ? { ok: false, problem: "not_a_number" } : { ok: true, value };
}

/** Only what a browser opens as a page: a script in a link would be run by whoever presses it. */
function checkAddress(typed: string): Checked {
  const value = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(value)) return { ok: false, problem: "not_an_address" };
  const { protocol, hostname, href } = new URL(value);
  if ((protocol !== "https:" && protocol !== "http:") || !hostname.includes(".") || /\s/.test(typed))
    return { ok: false, problem: "not_an_address" };
  return { ok: true, value: href };
}

/** What rules may ask of an attribute. */
export function fieldKindOf(kind: AttributeKind): FieldKind {
  return kind === "email" || kind === "url" ? "text" : kind;
}

export const attributeField = (id: string): string => `attribute:${id}`;
