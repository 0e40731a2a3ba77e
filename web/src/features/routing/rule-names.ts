import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { queries } from "../../api/queries.ts";
import type { RuleNames } from "./rule-words.ts";

export type RuleChoices = {
  readonly names: RuleNames;
  /** What can be chosen: nothing that is deleted. */
  readonly topics: readonly Choice[];
  readonly groups: readonly Choice[];
};
export type Choice = { readonly value: string; readonly label: string };

/** The topics and contact groups that rules may name. */
export function useRuleChoices(): RuleChoices {
  const { data: world } = useQuery(queries.bootstrap());
  return useMemo(() => {
    const topics = world?.topics ?? [];
    const groups = world?.contactGroups ?? [];
    const toChoice = ({ id, name }: { id: string; name: string }): Choice => ({ value: id, label: name });
    return {
      names: new Map([...topics, ...groups].map((one) => [one.id, one.name])),
      topics: topics.filter((one) => !one.deleted).map(toChoice),
      groups: groups.map(toChoice),
    };
  }, [world]);
}
