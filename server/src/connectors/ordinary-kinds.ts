/**
 * The pattern of a platform's everyday news (`Connector.ordinary`) under which a hint falls; undefined: it is none of it, and
 * somebody should look at it. `*` stands for anything, once in a pattern.
 */
export function ordinaryKind(kinds: readonly string[] | undefined, hint: string): string | undefined {
  return kinds?.find((kind) => {
    const [start = "", end] = kind.split("*");
    if (end === undefined) return hint === kind;
    return hint.length >= start.length + end.length && hint.startsWith(start) && hint.endsWith(end);
  });
}
