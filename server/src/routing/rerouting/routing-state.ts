import type { RoutingState } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { channelRolesOf, listUnreachedChannels } from "../../users/index.ts";
import { loadSettings } from "../choosing/load-settings.ts";
import { countWithoutTeam, findRerouting, listWaitingOn } from "./reroutings.sql.ts";

const MOST_COUNTED = 1000;

/**
 * Are teams chosen, does anything wait without one, or where nobody has access (R62), and how far is what a change of settings
 * has set off?
 */
export async function routingState(ctx: Ctx): Promise<RoutingState> {
  const inUse = (await loadSettings(ctx)) !== undefined;
  const found = await findRerouting(ctx);
  const withoutTeam = inUse ? await countWithoutTeam(ctx, MOST_COUNTED) : { count: 0, more: false };
  return {
    ...{ inUse, withoutTeam },
    mayShow: withoutTeam.count > 0 && (await reachesSome(ctx)),
    unreached: await listUnreached(ctx),
    rerouting: found === undefined ? null : { looked: found.looked, total: found.total, moved: found.moved },
  };
}

async function reachesSome(ctx: Ctx): Promise<boolean> {
  if (ctx.actor.type !== "user") return false;
  const reached = [...(await channelRolesOf(ctx, ctx.actor.id)).keys()];
  return (await countWithoutTeam(ctx, 1, reached)).count > 0;
}

/** In the order of their names. */
async function listUnreached(ctx: Ctx): Promise<RoutingState["unreached"]> {
  const channels = await listUnreachedChannels(ctx);
  const waiting = await listWaitingOn(
    ctx,
    channels.map(({ id }) => id),
    MOST_COUNTED,
  );
  return channels.flatMap(({ id, name }) => {
    const one = waiting.find(({ channelId }) => channelId === id);
    return one === undefined ? [] : [{ ...one, name, since: one.since.toISOString() }];
  });
}
