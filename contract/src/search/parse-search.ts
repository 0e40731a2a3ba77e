/** What is typed into the search: words, "phrases", -words, and operators such as `topic:billing`. */

export const SEARCH_OPERATORS = ["channel", "topic", "tag", "assignee", "is", "has", "before", "after"] as const;
export type SearchOperator = (typeof SEARCH_OPERATORS)[number];

export type SearchTerm = {
  readonly text: string;
  /** As it stands, word by word; else the last word of it may go on. */
  readonly quoted: boolean;
  readonly not: boolean;
};
export type SearchFilter = { readonly operator: SearchOperator; readonly value: string; readonly not: boolean };
export type ParsedSearch = { readonly terms: readonly SearchTerm[]; readonly filters: readonly SearchFilter[] };

/** A piece as it stands in the text, for completing what is being typed. */
export type SearchPiece = (({ readonly type: "term" } & SearchTerm) | ({ readonly type: "filter" } & SearchFilter)) & {
  readonly from: number;
  readonly to: number;
};

const QUOTES = /[\u201C\u201D\u201E\u00AB\u00BB]/g;
const PIECE = new RegExp(
  `(-?)(?:(${SEARCH_OPERATORS.join("|")}):(?:"([^"]*)(?:"|$)|([^\\s"]*))|"([^"]*)(?:"|$)|([^\\s"]+))`,
  "giu",
);

/** Reads any text; there is no wrong one. */
export function parseSearch(text: string): ParsedSearch {
  const pieces = readPieces(text);
  return {
    terms: pieces.flatMap((piece) =>
      piece.type === "term" && piece.text !== "" ? [{ text: piece.text, quoted: piece.quoted, not: piece.not }] : [],
    ),
    filters: pieces.flatMap((piece) =>
      piece.type === "filter" ? [{ operator: piece.operator, value: piece.value, not: piece.not }] : [],
    ),
  };
}

export function readPieces(text: string): SearchPiece[] {
  return [...text.replaceAll(QUOTES, '"').matchAll(PIECE)].map((match) => {
    const [whole, minus = "", operator, quotedValue, value, phrase, word] = match;
    const place = { from: match.index, to: match.index + whole.length };
    const not = minus === "-";
    if (operator !== undefined) {
      const known = operator.toLowerCase() as SearchOperator;
      return { type: "filter", operator: known, value: (quotedValue ?? value ?? "").trim(), not, ...place };
    }
    if (word !== undefined) return { type: "term", text: word, quoted: false, not, ...place };
    return { type: "term", text: (phrase ?? "").trim(), quoted: true, not, ...place };
  });
}

/** The text again; reading it gives the same. */
export function formatSearch({ terms, filters }: ParsedSearch): string {
  return [...filters.map(formatFilter), ...terms.map(formatTerm)].join(" ");
}

export function formatFilter({ operator, value, not }: SearchFilter): string {
  return `${not ? "-" : ""}${operator}:${/\s/.test(value) ? `"${value}"` : value}`;
}

function formatTerm({ text, quoted, not }: SearchTerm): string {
  return `${not ? "-" : ""}${quoted ? `"${text}"` : text}`;
}
