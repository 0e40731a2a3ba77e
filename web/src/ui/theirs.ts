/** What another Admin saved while one was writing. `after` undefined: it is gone. */
export type Theirs<Values> = {
  readonly before: Values;
  readonly after: Values | undefined;
  /** Whose values differ. */
  readonly fields: readonly (keyof Values & string)[];
};
/** A field that somebody else has changed, in words. */
export type Change = { readonly field: string; readonly before: string; readonly after: string };

/** The names among these whose values differ. Pure. */
export function differing<Values extends object>(before: Values, after: Values): (keyof Values & string)[] {
  const names = Object.keys(before) as (keyof Values & string)[];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/**
 * What they changed, each with what it was and what it is now. Pure.
 * @param say a field's value; `other`: the values on the other side, where a part alone differs
 */
export function changesIn<Values extends object>(
  { before, after, fields }: Theirs<Values>,
  label: (field: keyof Values & string) => string,
  say: (field: keyof Values & string, values: Values, other: Values) => string,
): Change[] {
  if (after === undefined) return [];
  return fields.map((field) => ({
    field: label(field),
    before: say(field, before, after),
    after: say(field, after, before),
  }));
}

/** Names of what is chosen, in its own order of names; what has no name any more is left out. Pure. */
export function namesAmong(
  ids: readonly string[],
  items: readonly { readonly id: string; readonly name: string }[],
  none: string,
): string {
  const names = items.flatMap(({ id, name }) => (ids.includes(id) ? [name] : []));
  return names.length === 0 ? none : names.join(", ");
}
