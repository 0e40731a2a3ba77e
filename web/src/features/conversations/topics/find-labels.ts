import type { PickItem } from "../../../ui/pick-list.tsx";
import { foldText } from "../queue/fold-text.ts";

export type Label<Id> = {
  readonly id: Id;
  readonly name: string;
  readonly description: string;
  readonly deleted: boolean;
};

/**
 * The labels to pick from that fit what was typed: those whose name begins with it, then those that have it in their name,
 * then in their description. `borne`: what is on already, for pickers that also take off.
 */
export function findLabels<Id extends string>(
  labels: readonly Label<Id>[],
  typed: string,
  borne?: readonly Id[],
): PickItem[] {
  const wanted = foldText(typed);
  return labels
    .filter((label) => !label.deleted)
    .map((label) => ({ label, score: scoreOf(label, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.label.name.localeCompare(b.label.name))
    .map(({ label: { id, name, description } }) => ({
      id,
      label: name,
      ...(description === "" ? {} : { hint: description }),
      ...(borne === undefined ? {} : { checked: borne.includes(id) }),
    }));
}

function scoreOf({ name, description }: Label<string>, wanted: string): number {
  const folded = foldText(name);
  if (folded.startsWith(wanted)) return 3;
  if (folded.includes(wanted)) return 2;
  return foldText(description).includes(wanted) ? 1 : 0;
}
