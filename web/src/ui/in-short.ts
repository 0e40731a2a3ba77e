const MOST = 80;

/** Words of any length on one line of at most 80 characters, e.g. to choose among messages. */
export function inShort(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  const characters = Array.from(line);
  return characters.length > MOST ? `${characters.slice(0, MOST - 1).join("")}…` : line;
}
