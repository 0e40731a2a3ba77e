import {
  foldForSearch,
  formatFilter,
  readPieces,
  SEARCH_OPERATORS,
  SEARCH_STATES,
  type SearchOperator,
} from "@guichet/contract";

/** What operators can be told here: names that this person may know. */
export type SearchNames = Readonly<Record<"channel" | "topic" | "tag" | "assignee", readonly string[]>>;
export type Suggestion = {
  readonly label: string;
  /** An operator alone: its value comes next. */
  readonly operator?: SearchOperator;
  /** What is written instead of the part from `from` to `to`. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
};

const MOST = 8;
export const SEARCH_TIMES = ["today", "yesterday", "7d", "30d", "3m", "1y"] as const;

/** What the piece at the caret could become: an operator, or a value of the one that stands there. */
export function suggest(text: string, caret: number, names: SearchNames): Suggestion[] {
  const piece = readPieces(text).find(({ from, to }) => from < caret && caret <= to);
  if (piece === undefined) return [];
  const { from, to, not } = piece;
  if (piece.type === "filter") {
    const values = fitting(valuesOf(piece.operator, names), piece.value);
    // It stands there already.
    if (values.length === 1 && fold(values[0] ?? "") === fold(piece.value)) return [];
    return values.map((label) => ({
      label,
      text: `${formatFilter({ operator: piece.operator, value: label, not })} `,
      from,
      to,
    }));
  }
  if (piece.quoted) return [];
  const begun = piece.text.toLowerCase();
  return SEARCH_OPERATORS.filter((operator) => operator.startsWith(begun)).map((operator) => ({
    label: `${not ? "-" : ""}${operator}:`,
    operator,
    text: `${not ? "-" : ""}${operator}:`,
    from,
    to,
  }));
}

export function valuesOf(operator: SearchOperator, names: SearchNames): readonly string[] {
  switch (operator) {
    case "is":
      return SEARCH_STATES;
    case "has":
      return ["attachment"];
    case "before":
    case "after":
      return SEARCH_TIMES;
    case "assignee":
      return ["me", "nobody", ...names.assignee];
    default:
      return names[operator];
  }
}

/** Those that begin so first, then those with a word that does. */
function fitting(values: readonly string[], typed: string): string[] {
  const wanted = fold(typed);
  const begun = values.filter((value) => fold(value).startsWith(wanted));
  const within = values.filter((value) => !begun.includes(value) && fold(value).includes(` ${wanted}`));
  return [...new Set([...begun, ...within])].slice(0, MOST);
}

function fold(text: string): string {
  return foldForSearch(text).trim();
}

/** The text with a suggestion put in, and where the caret stands then. */
export function accept(text: string, { text: put, from, to }: Suggestion): { text: string; caret: number } {
  const rest = put.endsWith(" ") ? text.slice(to).trimStart() : text.slice(to);
  return { text: text.slice(0, from) + put + rest, caret: from + put.length };
}
