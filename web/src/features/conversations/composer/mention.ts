/** What is being written after an `@` at the caret; undefined: no mention there. */
export type MentionStart = { readonly from: number; readonly query: string };

const AFTER_AT = /(?:^|[\s(])@([\p{L}\p{M}'’.-]{0,30}(?: [\p{L}\p{M}'’.-]{0,30})?)$/u;

/** Finds a mention that is being written: `@`, then up to two words, right before the caret. */
export function mentionAt(text: string, caret: number): MentionStart | undefined {
  const match = AFTER_AT.exec(text.slice(0, caret));
  const query = match?.[1];
  return query === undefined ? undefined : { from: caret - query.length - 1, query };
}

/** The text with the name in the place of what was written, and where the caret goes. */
export function completeMention(
  text: string,
  start: MentionStart,
  caret: number,
  name: string,
): { readonly text: string; readonly caret: number } {
  const before = `${text.slice(0, start.from)}@${name} `;
  return { text: before + text.slice(caret).replace(/^ /, ""), caret: before.length };
}

/** Only those count whose name still stands in the text. */
export function mentionsIn<Person extends { readonly name: string }>(
  text: string,
  chosen: readonly Person[],
): Person[] {
  return chosen.filter((person) => text.includes(`@${person.name}`));
}
