import { routeConversations } from "../../conversations/index.ts";
import type { Ctx } from "../../db/index.ts";
import { createLoads, type Loads } from "../choosing/loads.ts";
import { inRounds, NOTHING_DONE, type RoundDeps, type Step } from "../in-rounds.ts";
import { prepareRerouting, type Rerouter } from "./reroute.ts";
import {
  countWaiting,
  endRerouting,
  listDueReroutings,
  listOrphans,
  listWaitingAfter,
  nextChannel,
  type Rerouting,
  takeRerouting,
  writeProgress,
} from "./reroutings.sql.ts";

/** So many conversations are looked at in one transaction: the few of them that move are held for some milliseconds. */
const BATCH = 200;
/**
 * For a job: after a change of settings, first what stands with a team that cannot have it any more, then whatever is in New and
 * nobody's.
 */
export function createReroutingWork(deps: RoundDeps): () => Promise<void> {
  const loads = createLoads(deps);
  return inRounds(deps, listDueReroutings, (ctx) => takeStep(ctx, loads));
}

async function takeStep(ctx: Ctx, loads: Loads): Promise<Step> {
  const at = await takeRerouting(ctx);
  if (at === undefined) return NOTHING_DONE;
  const orphans = await listOrphans(ctx, BATCH);
  if (orphans.length > 0) return await placeOrphans(ctx, loads, at, orphans);
  return await goThrough(ctx, await prepareRerouting(ctx, loads, "settings"), at);
}

/** Whoever works on them included: nobody of that team sees them any more. */
async function placeOrphans(ctx: Ctx, loads: Loads, at: Rerouting, ids: Awaited<ReturnType<typeof listOrphans>>) {
  const { route, settings } = await prepareRerouting(ctx, loads, "team_gone");
  const moved = await routeConversations(ctx, ids, route, { withText: settings.asks.keywords });
  await writeProgress(ctx, { moved: at.moved + moved.length });
  // None of them moves, though each should: the next step must not find the same ones for ever.
  return moved.length === 0 ? await goThrough(ctx, await prepareRerouting(ctx, loads, "settings"), at) : more(moved);
}

function more(moved: readonly unknown[]): Step {
  return { more: true, changed: moved.length };
}

async function goThrough(ctx: Ctx, { route, settings, wouldMove }: Rerouter, at: Rerouting): Promise<Step> {
  const channelId = at.at_channel ?? (await nextChannel(ctx, null));
  if (channelId === undefined) return await end(ctx);
  if (at.at_channel === null) await writeProgress(ctx, { at_channel: channelId, total: await countWaiting(ctx) });
  const after = at.at_queue === null || at.at_id === null ? undefined : { queueAt: at.at_queue, id: at.at_id };
  const found = await listWaitingAfter(ctx, channelId, after, BATCH);
  const ids = found.map(({ id }) => id);
  const options = { withText: settings.asks.keywords, waitingOnly: true, wouldMove };
  const moved = await routeConversations(ctx, ids, route, options);
  const last = found.at(-1);
  const counts = { looked: at.looked + found.length, moved: at.moved + moved.length };
  if (found.length === BATCH && last !== undefined) {
    await writeProgress(ctx, { ...counts, at_queue: last.queueAt, at_id: last.id });
    return more(moved);
  }
  const next = await nextChannel(ctx, channelId);
  if (next === undefined) return await end(ctx, moved.length);
  await writeProgress(ctx, { ...counts, at_channel: next, at_queue: null, at_id: null });
  return more(moved);
}

async function end(ctx: Ctx, moved = 0): Promise<Step> {
  await endRerouting(ctx);
  return { more: false, changed: moved };
}
