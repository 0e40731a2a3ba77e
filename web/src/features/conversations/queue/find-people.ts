import { foldText } from "./fold-text.ts";

/**
 * Those whose name has what was typed: first where the name begins with it, then where one of its words does, then the others,
 * each in the order they came in. With `na` one means Nadia, and not Jonas.
 */
export function findPeople<Person extends { readonly name: string }>(
  people: readonly Person[],
  typed: string,
): Person[] {
  const wanted = foldText(typed);
  return people
    .map((person) => ({ person, fit: fitOf(foldText(person.name), wanted) }))
    .filter(({ fit }) => fit > 0)
    .toSorted((a, b) => b.fit - a.fit)
    .map(({ person }) => person);
}

function fitOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 3;
  if (name.split(/[\s'’-]+/).some((word) => word.startsWith(wanted))) return 2;
  return name.includes(wanted) ? 1 : 0;
}
