/** What an administrator enters: `https://shop.example`, `shop.example`, `https://*.shop.example`, with or without a port. */
const entryShape = /^(?:(?<scheme>https?):\/\/)?(?<wildcard>\*\.)?(?<host>[^\s/*?#@\\]+)\/?$/i;

/** An entry in the form it is compared in; undefined when it is no site. Without a scheme it means https. */
export function normalizeOrigin(entry: string): string | undefined {
  const found = entryShape.exec(entry.trim())?.groups;
  if (found === undefined) return undefined;
  const address = `${found.scheme?.toLowerCase() ?? "https"}://${found.host}`;
  if (!URL.canParse(address)) return undefined;
  const { protocol, host } = new URL(address);
  return `${protocol}//${found.wildcard ?? ""}${host}`;
}

/**
 * May a page of this origin use the messenger? No entries: every page may. `*.` stands for one or more names in front. An
 * origin that is not one (`null` of a sandboxed frame, a file) is allowed only where every page is.
 */
export function isOriginAllowed(origin: string, allowed: readonly string[]): boolean {
  return allowed.length === 0 || allowed.some((entry) => matches(origin, entry));
}

function matches(origin: string, entry: string): boolean {
  const at = entry.indexOf("*.");
  if (at < 0) return origin === entry;
  const scheme = entry.slice(0, at);
  const end = entry.slice(at + 1);
  return origin.startsWith(scheme) && origin.endsWith(end) && origin.length > scheme.length + end.length;
}
