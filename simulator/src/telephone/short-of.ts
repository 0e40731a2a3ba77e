/** A post's words as the name of its chat. */
export function shortOf(text: string): string {
  return text.length <= 30 ? text : `${text.slice(0, 29)}…`;
}
