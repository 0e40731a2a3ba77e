/** A placeholder that a response may hold: `contact.name`, or an attribute of the contact by its name. */
export const PLACEHOLDER_FIELDS = ["contact.name", "contact.first_name", "agent.name", "agent.first_name"] as const;
export type PlaceholderField = (typeof PLACEHOLDER_FIELDS)[number];
export type Placeholder =
  | { readonly type: "field"; readonly field: PlaceholderField }
  | { readonly type: "attribute"; readonly name: string };

export type TemplatePart =
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "placeholder";
      /** As it stands in the template. */
      readonly text: string;
      readonly of: Placeholder;
      /** What stands there when nothing is known; null: a gap that a person fills. */
      readonly fallback: string | null;
    };

/** `{{contact.name}}`, `{{contact.name|there}}`, `{{attribute.Order number|your order}}`. */
const PLACEHOLDER = /\{\{([^{}|]{1,120})(?:\|([^{}]{0,200}))?\}\}/g;
const ATTRIBUTE = "attribute.";
const LONGEST_VALUE = 300;
/** Around a gap: letters that nobody types by chance, and that a person sees. */
const GAP = /⟦([^⟦⟧\n]{0,200})⟧/g;

/** The template in its parts; joined again by their `text` they are the template. Unknown placeholders are plain text. */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const match of template.matchAll(PLACEHOLDER)) {
    const [text, name = "", fallback] = match;
    const of = toPlaceholder(name);
    if (of === undefined) continue;
    if (match.index > from) parts.push({ type: "text", text: template.slice(from, match.index) });
    parts.push({ type: "placeholder", text, of, fallback: fallback === undefined ? null : fallback.trim() });
    from = match.index + text.length;
  }
  if (from < template.length) parts.push({ type: "text", text: template.slice(from) });
  return parts;
}

/** What looks like a placeholder and is none, e.g. a name typed wrongly; each once. */
export function unknownPlaceholders(template: string): string[] {
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name = ""]) => name.trim());
  return [...new Set(names.filter((name) => toPlaceholder(name) === undefined))];
}

/**
 * The template with its placeholders filled, in one pass: values are never read as placeholders again. Where neither a
 * value nor a fallback is there, a gap named by `nameGap` stays, which has to be filled before sending.
 */
export function fillTemplate(
  parts: readonly TemplatePart[],
  findValue: (of: Placeholder) => string | undefined,
  nameGap: (of: Placeholder) => string,
): string {
  return parts
    .map((part) => {
      if (part.type === "text") return part.text;
      const value = cleanValue(findValue(part.of) ?? "");
      return value === "" ? (part.fallback ?? `⟦${cleanValue(nameGap(part.of))}⟧`) : value;
    })
    .join("");
}

/** One line without the marks of a gap: what contacts call themselves must not look like something to fill in. */
function cleanValue(value: string): string {
  const line = value
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .replaceAll("⟦", "[")
    .replaceAll("⟧", "]");
  return line.trim().slice(0, LONGEST_VALUE).toWellFormed();
}

export type Gap = { readonly from: number; readonly to: number; readonly label: string };

/** The gaps that are still in a text, in order. */
export function gapsIn(text: string): Gap[] {
  return [...text.matchAll(GAP)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    label: match[1] ?? "",
  }));
}

/** The first word of a name: how one speaks to somebody. */
export function firstNameOf(name: string): string {
  return name.trim().split(/\s+/)[0] ?? "";
}

function toPlaceholder(written: string): Placeholder | undefined {
  const name = written.trim();
  const field = PLACEHOLDER_FIELDS.find((known) => known === name);
  if (field !== undefined) return { type: "field", field };
  const attribute = name.startsWith(ATTRIBUTE) ? name.slice(ATTRIBUTE.length).trim() : "";
  return attribute === "" ? undefined : { type: "attribute", name: attribute };
}
