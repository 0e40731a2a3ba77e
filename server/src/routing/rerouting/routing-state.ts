import type { RoutingState } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { loadSettings } from "../choosing/load-settings.ts";
import { countWithoutTeam, findRerouting } from "./reroutings.sql.ts";

const MOST_COUNTED = 1000;

/** Are teams chosen, does anything wait without one (R62), and how far is what a change of settings has set off? */
export async function routingState(ctx: Ctx): Promise<RoutingState> {
  const inUse = (await loadSettings(ctx)) !== undefined;
  const found = await findRerouting(ctx);
  return {
    inUse,
    withoutTeam: inUse ? await countWithoutTeam(ctx, MOST_COUNTED) : { count: 0, more: false },
    rerouting: found === undefined ? null : { looked: found.looked, total: found.total, moved: found.moved },
  };
}
