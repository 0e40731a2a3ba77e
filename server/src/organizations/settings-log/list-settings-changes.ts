import type { listSettingsChangesAnswer, settingsChange } from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../../db/index.ts";
import type { ChainedLine } from "../settings-chain.ts";
import type { LogFilter } from "./log-filter.ts";
import { spanOf, walkLines } from "./walk-settings-log.sql.ts";

const PAGE = 50;

/** A page of the log of settings, newest first, of what fits the filter (W170). */
export async function listSettingsChanges(
  ctx: Pick<Ctx, "db" | "organizationId">,
  { after, ...filter }: LogFilter & { readonly after?: string | undefined } = {},
): Promise<z.input<typeof listSettingsChangesAnswer>> {
  const span = await spanOf(ctx, filter);
  const below = after !== undefined && BigInt(after) < BigInt(span.below) ? after : span.below;
  const { lines, end } = await walkLines(ctx, filter, { ...span, below }, PAGE, "desc");
  // A full page that ends with the first line of all has nothing behind it.
  const more = end !== undefined && BigInt(end.number) > 1n;
  return {
    items: lines.map(toView),
    next: more ? end.number : null,
    lookedBackTo: more ? end.at.toISOString() : null,
  };
}

function toView(line: ChainedLine): z.input<typeof settingsChange> {
  const { id, actorName, action, subject, before, after, address } = line;
  return { id, at: line.at.toISOString(), actorName, action, subject, before, after, address };
}
