import type { Bootstrap } from "@guichet/contract";
import type { Selection } from "./use-selection.ts";

export type AskedInBulk = {
  /** W50: bulk resolve asks for a reason in this organization. */
  readonly reason: boolean;
  /** W67: `needed`: one that is selected cannot be resolved without; `offered`: one in the view may be so. */
  readonly topic: "needed" | "offered" | "no";
};

/** What is asked for, once, before all that is selected is resolved. The server has the same rules, row by row. */
export function whatToAsk(
  world: Bootstrap | undefined,
  { rows, whole }: Pick<Selection, "rows" | "whole">,
): AskedInBulk {
  const required = new Set(world?.channels.filter((channel) => channel.topicRequired).map((channel) => channel.id));
  const needed = rows.some((row) => required.has(row.channelId) && row.topicIds.length === 0);
  return {
    reason: world?.organization.reasonsAsked.bulk === true,
    topic: needed ? "needed" : whole && required.size > 0 ? "offered" : "no",
  };
}
