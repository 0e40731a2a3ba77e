import type { RuleOperator } from "./rules.ts";
import { createTally } from "./tally.ts";

/** The values that many conditions ask of a set, looked for together. */
export type ValueBook = {
  /** Undefined: this operator, or none of its values, can be looked for here. */
  place(operator: RuleOperator, values: readonly string[]): number | undefined;
  /** Of each condition, by its place: 1, it fits; 0, it does not. Good until the next set is read. */
  read(had: readonly string[]): Uint8Array;
};

/** A set has few values and rules ask for many: the values lead to the conditions that ask for them. */
export function createValueBook(): ValueBook {
  const wanted = new Map<string, number[]>();
  const tally = createTally();
  return {
    place(operator, values) {
      const asked = new Set(values);
      if (asked.size === 0 || (operator !== "any_of" && operator !== "all_of" && operator !== "none_of"))
        return undefined;
      const place = tally.add(operator === "none_of" ? 1 : 0, operator === "all_of" ? asked.size : 1);
      for (const value of asked) wanted.set(value, [...(wanted.get(value) ?? []), place]);
      return place;
    },
    read(had) {
      tally.begin();
      for (const value of new Set(had)) for (const place of wanted.get(value) ?? []) tally.find(place);
      return tally.answers();
    },
  };
}
