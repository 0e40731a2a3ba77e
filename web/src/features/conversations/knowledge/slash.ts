/** What is being looked for after a `/` at the caret; undefined: there is none. */
export type SlashStart = { readonly from: number; readonly query: string };

const AFTER_SLASH = /(?:^|\s)\/((?:[^\s/][^\n/]{0,40})?)$/u;

/** A slash at the start of a word, and the words after it, right before the caret. Dates, paths and addresses are none. */
export function slashAt(text: string, caret: number): SlashStart | undefined {
  const query = AFTER_SLASH.exec(text.slice(0, caret))?.[1];
  return query === undefined ? undefined : { from: caret - query.length - 1, query };
}

/** Where a text goes: what was typed to find it, and where that stood. */
export type Mark = { readonly from: number; readonly typed: string };

/**
 * The text with the found one in the place of what was typed to find it, and where that ends. Somebody may have typed on
 * meanwhile: if it stands there no more, the found text goes to the caret and nothing is taken away.
 */
export function putText(
  text: string,
  mark: Mark,
  caret: number,
  found: string,
): { readonly text: string; readonly from: number; readonly to: number } {
  const there = text.slice(mark.from, mark.from + mark.typed.length) === mark.typed;
  const from = there && mark.typed !== "" ? mark.from : caret;
  const rest = text.slice(there && mark.typed !== "" ? mark.from + mark.typed.length : caret);
  return { text: text.slice(0, from) + found + rest, from, to: from + found.length };
}
