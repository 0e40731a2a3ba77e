import type { EventId, OpeningHours } from "@guichet/contract";
import { type Conversation, listNew, lockConversation, type QueueStep, wasAnswered } from "../conversations/index.ts";
import { type Ctx, inTransaction } from "../db/index.ts";
import { heardPosition } from "../events/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { readHours } from "../organizations/index.ts";
import { beginClock, type Clock, closeClock, retime } from "./clock.ts";
import { findNewest, insertClock, listRecounts, moveRecount } from "./clocks.sql.ts";
import { ctxFor, type DueDeps, isBehind } from "./fall-due.ts";
import { type Policy, readPolicies } from "./policies.sql.ts";
import { SLA_LISTENER } from "./sla.listeners.ts";
import { tellClock, writeClock } from "./write-clock.ts";

const CHANNELS = 20;
const AT_ONCE = 100;

type Terms = { readonly policy: Policy | undefined; readonly hours: OpeningHours | null };

/**
 * A policy or opening hours have changed: goes through what waits in New on the channels concerned, some at a time, each
 * conversation in a transaction of its own. Done twice, or by two at once, it comes to the same. `more`: there is more to do now.
 */
export async function recountSome(deps: DueDeps): Promise<{ done: number; more: boolean }> {
  const recounts = await listRecounts(deps.database.system, CHANNELS);
  let [done, moved, more] = [0, 0, false];
  for (const recount of recounts) {
    const ctx = ctxFor(deps, recount.organizationId);
    const { channelId } = recount;
    const policy = (await readPolicies(ctx.db, ctx.organizationId)).get(channelId);
    const hours = (await readHours(ctx.db, ctx.organizationId)).get(channelId) ?? null;
    const steps = await listNew(ctx, channelId, { at: recount.afterAt, id: recount.afterId }, AT_ONCE);
    const last = await recountAll(deps, ctx, steps, { policy, hours });
    done += steps.length;
    if (last === "behind") continue;
    await moveRecount(ctx, recount, steps.length < AT_ONCE ? undefined : last);
    moved += 1;
    more ||= steps.length === AT_ONCE;
  }
  return { done, more: more || (moved > 0 && recounts.length === CHANNELS) };
}

/** The last one; `behind`: the listener has yet to hear of one of them, so all are looked at again soon. */
async function recountAll(
  deps: DueDeps,
  ctx: Ctx,
  steps: readonly QueueStep[],
  terms: Terms,
): Promise<QueueStep | "behind" | undefined> {
  let behind = false;
  for (const { id } of steps) if (!(await inTransaction(ctx, (trx) => recountOne(deps, trx, id, terms)))) behind = true;
  return behind ? "behind" : steps.at(-1);
}

async function recountOne(deps: DueDeps, ctx: Ctx, id: QueueStep["id"], { policy, hours }: Terms): Promise<boolean> {
  const conversation = await lockConversation(ctx, id);
  if (conversation?.status !== "new" || conversation.holder !== null) return true;
  if (await isBehind(deps, ctx.organizationId, id)) return false;
  const newest = await findNewest(ctx, id);
  if (newest === undefined || newest.endedAt !== null)
    await beginLate(deps, ctx, conversation, newest, { policy, hours });
  else await recount(deps, ctx, newest, { policy, hours });
  return true;
}

async function recount({ database }: DueDeps, ctx: Ctx, clock: Clock, { policy, hours }: Terms): Promise<void> {
  const again = policy && retime(clock, policy, hours);
  if (policy === undefined || again === undefined) {
    const position = await heardPosition(database.system, SLA_LISTENER);
    await writeClock(ctx, closeClock(clock, { at: ctx.now().getTime(), position }), policy?.name ?? "", "ended");
    return;
  }
  await writeClock(ctx, again, policy.name, "recomputed");
}

/** Who waited before the policy was there waits under it, since when they wait; not what was ended under it already. */
async function beginLate(
  { database }: DueDeps,
  ctx: Ctx,
  { id, channel_id, waiting_since }: Conversation,
  newest: Clock | undefined,
  { policy, hours }: Terms,
): Promise<void> {
  if (policy === undefined || waiting_since === null) return;
  const beganAt = waiting_since.getTime();
  if (newest !== undefined && newest.beganAt >= beganAt) return;
  const beginning = {
    id: uuidV7() as EventId,
    position: await heardPosition(database.system, SLA_LISTENER),
    ...{ conversationId: id, channelId: channel_id, beganAt },
    kind: (await wasAnswered(ctx, id, null)) ? "conversation_response" : "first_response",
  } as const;
  const clock = beginClock(beginning, policy, hours);
  if (clock !== undefined && (await insertClock(ctx, clock))) await tellClock(ctx, clock, policy.name, "started");
}
