/** Did a statement fail because a row with this unique key is there already? `index`: the index's name. */
export function isDuplicate(error: unknown, index: string): boolean {
  if (!(error instanceof Error) || !("code" in error) || !("constraint" in error)) return false;
  return error.code === "23505" && error.constraint === index;
}
