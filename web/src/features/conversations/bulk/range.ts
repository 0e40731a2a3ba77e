/** All from one to another, both included, whichever comes first; the second alone where the first has left the list. */
export function rangeOf<Id>(list: readonly Id[], from: Id, to: Id): readonly Id[] {
  const [a, b] = [list.indexOf(from), list.indexOf(to)];
  if (a < 0 || b < 0) return [to];
  return list.slice(Math.min(a, b), Math.max(a, b) + 1);
}
