/** The origin a line names, e.g. `https://www.example.com`; undefined when it names none. */
export function readOrigin(line: string): string | undefined {
  const text = line.trim();
  // A star for a whole domain is no URL: take it as the host's first part.
  const url = URL.canParse(text.replace("://*.", "://")) ? new URL(text.replace("://*.", "://")) : undefined;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return undefined;
  return text.includes("://*.") ? url.origin.replace("://", "://*.") : url.origin;
}

/** The lines of a text as origins, and the first line that is none. */
export function readOrigins(text: string): { readonly origins: string[]; readonly bad: string | undefined } {
  const lines = text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);
  return {
    origins: [...new Set(lines.map((line) => readOrigin(line) ?? line))],
    bad: lines.find((line) => readOrigin(line) === undefined),
  };
}
