/**
 * Makes any string storable and sendable: a lone surrogate and a NUL each become U+FFFD, nothing else changes.
 * PostgreSQL refuses NUL in text and jsonb, and a lone surrogate has no UTF-8 form; the original stays in the raw delivery.
 */
export function cleanText(input: string): string {
  return input.toWellFormed().replaceAll("\0", "\uFFFD");
}
