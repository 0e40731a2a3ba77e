import type { SkillSetView } from "@guichet/contract";
import { readSkillGroups, type SkillGroup } from "@guichet/contract/skill-rules";
import { newGroup } from "./edit-groups.ts";

/** A skill set as its form holds it. */
export type SkillSetValues = { name: string; groups: SkillGroup[] };

export function toValues(skillSet: SkillSetView | null): SkillSetValues {
  if (skillSet === null) return { name: "", groups: [newGroup("or")] };
  return { name: skillSet.name, groups: readSkillGroups(skillSet.rule) };
}
