import { type SkillRule, withoutGone } from "@guichet/contract";

/** Topics and contact groups that are there. */
export type Existing = { readonly topics: ReadonlySet<string>; readonly groups: ReadonlySet<string> };

/** A stored rule as it counts now: what it asks for and is gone is left out, and back when it is restored (R52). */
export function wholeRule(rule: SkillRule, existing: Existing): SkillRule {
  return withoutGone(rule, (field, id) => (field === "topics" ? existing.topics : existing.groups).has(id));
}
