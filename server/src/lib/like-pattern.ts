/** The pattern of SQL's LIKE that finds a text anywhere, whatever signs of a pattern it holds. */
export function likePattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
