export type ChangeLine = { readonly field: string; readonly before: string; readonly after: string };
/** The name behind an id, where one is known. */
export type NameOf = (id: string) => string | undefined;

/** What changed, field by field, as texts: `settings.imap.host`, lists as `Kai Wong · contributor, …`. */
export function changeLines(before: unknown, after: unknown, nameOf: NameOf = () => undefined): ChangeLine[] {
  const was = flatten(before, nameOf);
  const is = flatten(after, nameOf);
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((field) => ({ field, before: was.get(field) ?? "", after: is.get(field) ?? "" }))
    .filter((line) => line.before !== line.after);
}

function flatten(value: unknown, nameOf: NameOf, path = "", into = new Map<string, string>()): Map<string, string> {
  if (!isRecord(value)) {
    if (path !== "") into.set(path, asText(value, nameOf));
    return into;
  }
  for (const [key, inner] of Object.entries(value)) flatten(inner, nameOf, path === "" ? key : `${path}.${key}`, into);
  return into;
}

function asText(value: unknown, nameOf: NameOf): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return nameOf(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => asText(one, nameOf)).join(", ");
  if (!isRecord(value)) return String(value);
  const texts = Object.values(value).map((one) => asText(one, nameOf));
  // Whom it is about before what was given, in whatever order they were stored.
  const named = Object.values(value).map((one) => typeof one === "string" && nameOf(one) !== undefined);
  return [...texts.filter((_, place) => named[place]), ...texts.filter((_, place) => !named[place])].join(" · ");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
