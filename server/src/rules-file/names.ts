import type { RuleNameKind } from "@guichet/contract";
import type { NamedRow } from "./catalog.sql.ts";

/** Names ⇄ ids of what rules may name. A name is found whatever its case; one that is not there is noted. */
export type Names = {
  nameOf(kind: RuleNameKind, id: string): string | undefined;
  /** Ids come from the organization's own lists. */
  idOf<Id extends string>(kind: RuleNameKind, name: string): Id | undefined;
  /** As it is written here; undefined: it is not here. */
  known(kind: RuleNameKind, name: string): string | undefined;
};

export function toNames(rows: readonly NamedRow[]): Names {
  const byId = new Map(rows.map((row) => [`${row.kind} ${row.id}`, row]));
  const byName = new Map(rows.map((row) => [`${row.kind} ${row.name.toLowerCase()}`, row]));
  const find = (kind: RuleNameKind, name: string) => byName.get(`${kind} ${name.trim().toLowerCase()}`);
  return {
    nameOf: (kind, id) => byId.get(`${kind} ${id}`)?.name,
    idOf: <Id extends string>(kind: RuleNameKind, name: string) => find(kind, name)?.id as Id | undefined,
    known: (kind, name) => find(kind, name)?.name,
  };
}

/** Which names are not here, and which entries have them. */
export function createUnknown() {
  const found = new Map<string, { kind: RuleNameKind; name: string; entries: Set<string> }>();
  return {
    note(kind: RuleNameKind, name: string, entry: string): void {
      const key = `${kind} ${name.toLowerCase()}`;
      const one = found.get(key) ?? { kind, name, entries: new Set<string>() };
      if (entry !== "") one.entries.add(entry);
      found.set(key, one);
    },
    told: () => [...found.values()].map(({ kind, name, entries }) => ({ kind, name, entries: [...entries] })),
  };
}
export type Unknown = ReturnType<typeof createUnknown>;
