import type { Colleague } from "@guichet/contract";

export type Candidate = Colleague;

/** Who is in every one of the lists. */
export function inAll(lists: readonly (readonly Candidate[])[]): readonly Candidate[] {
  const [first = [], ...others] = lists;
  return first.filter((person) => others.every((list) => list.some((one) => one.id === person.id)));
}

/** Oneself first, then who is there, then by name. */
export function inOrder<Person extends Candidate>(people: readonly Person[], me: string): readonly Person[] {
  const rank = { available: 0, away: 1, offline: 2 };
  return people.toSorted(
    (a, b) =>
      Number(b.id === me) - Number(a.id === me) || rank[a.presence] - rank[b.presence] || a.name.localeCompare(b.name),
  );
}
