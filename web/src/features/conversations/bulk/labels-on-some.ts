import type { ConversationRow } from "@guichet/contract";
import type { Selection } from "./use-selection.ts";

/** The labels that some of the selected have. Of a whole view that is not known: all of them. Pure. */
export function labelsOnSome<Label extends { readonly id: string }>(
  labels: readonly Label[],
  { rows, whole }: Pick<Selection, "rows" | "whole">,
  idsOf: (row: ConversationRow) => readonly string[],
): readonly Label[] {
  if (whole) return labels;
  const there = new Set(rows.flatMap(idsOf));
  return labels.filter((label) => there.has(label.id));
}
