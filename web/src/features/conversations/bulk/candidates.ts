import type { BulkAssignee } from "@guichet/contract";

/** `everywhere`: not asked where there is one channel alone. */
export type Candidate = Pick<BulkAssignee, "id" | "name" | "presence"> & Partial<Pick<BulkAssignee, "everywhere">>;

/** Oneself first, then who reaches all of it, then who is there, then by name. */
export function inOrder<Person extends Candidate>(people: readonly Person[], me: string): readonly Person[] {
  const rank = { available: 0, away: 1, offline: 2 };
  return people.toSorted(
    (a, b) =>
      Number(b.id === me) - Number(a.id === me) ||
      Number(b.everywhere ?? true) - Number(a.everywhere ?? true) ||
      rank[a.presence] - rank[b.presence] ||
      a.name.localeCompare(b.name),
  );
}
