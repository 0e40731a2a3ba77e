import { foldText } from "@guichet/contract";

/** Characters of a value. */
const LONGEST = 1000;

/** One attribute that a platform tells of. `key`: the name as it is compared; `value` null: it is taken away. */
type ToldValue = { readonly name: string; readonly key: string; readonly value: string | null };

/** What is told, as it is kept. Of one that is told twice the last counts. Pure. */
export function readTold(told: Readonly<Record<string, string>>): ToldValue[] {
  return Object.entries(told).flatMap(([given, value]) => {
    const name = given.trim();
    return name === "" ? [] : [{ name, key: foldText(name), value: value === "" ? null : value.slice(0, LONGEST) }];
  });
}

/** Is a value that stands there replaced by what a platform tells? What people or programs have set stays. Pure. */
export function givesWay(held: { readonly source: string }): boolean {
  return held.source === "platform";
}
