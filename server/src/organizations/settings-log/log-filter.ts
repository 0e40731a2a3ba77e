import { searchWords } from "@guichet/contract";

/** What somebody looks for in the log of settings; dates are instants. */
export type LogFilter = {
  readonly search?: string | undefined;
  readonly actions?: readonly string[] | undefined;
  readonly userId?: string | undefined;
  readonly kind?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

const MOST_SEARCHED = 20_000;

/** Everything of a line that a keyword may be in, as `searchWords` reads it: kept beside the line. */
export function searchTextOf(line: {
  readonly action: string;
  readonly subject: string;
  readonly actorName: string;
  readonly address: string;
  readonly before: unknown;
  readonly after: unknown;
}): string {
  const texts = [
    line.subject,
    line.actorName,
    line.address,
    line.action,
    ...textsIn(line.before),
    ...textsIn(line.after),
  ];
  return searchWords(texts.join(" ").slice(0, MOST_SEARCHED)).join(" ");
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number" || typeof value === "boolean") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
}

/** The words to look for, each by its beginning; none: everything fits. */
export function wordsOf(search: string | undefined): string[] {
  return [...new Set(searchWords(search ?? ""))].slice(0, 20);
}
