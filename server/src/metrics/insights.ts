import { type ChannelId, type Insights, type OrganizationId, Refusal, type UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { getOrganization } from "../organizations/index.ts";
import { channelRolesOf, limitsOf } from "../users/index.ts";
import {
  type ChannelNow,
  readChannelsNow,
  readSeenChannelsNow,
  readWorkToday,
  type WorkToday,
} from "./insights.sql.ts";

/** The facts of an organization are read at most this often in a process, however many ask. */
const FRESH_MS = 2000;

type Facts = { readonly shown: boolean; readonly work: readonly WorkToday[]; readonly channels: readonly ChannelNow[] };
export type ReadInsights = (ctx: Ctx, userId: UserId) => Promise<Insights>;

/** W148: the figures of a person: today, in their channels. Refused while an Admin hides them (W149). */
export function createInsights(): ReadInsights {
  const kept = new Map<OrganizationId, { readonly at: number; readonly facts: Promise<Facts> }>();
  const factsOf = async (ctx: Ctx): Promise<Facts> => {
    const now = ctx.now().getTime();
    const known = kept.get(ctx.organizationId);
    if (known !== undefined && Math.abs(now - known.at) < FRESH_MS) return await known.facts;
    for (const [id, { at }] of kept) if (Math.abs(now - at) >= FRESH_MS) kept.delete(id);
    const facts = readFacts(ctx);
    kept.set(ctx.organizationId, { at: now, facts });
    // What could not be read is asked for again by the next.
    facts.catch(() => kept.delete(ctx.organizationId));
    return await facts;
  };
  return async (ctx, userId) => {
    const reach = await channelRolesOf(ctx, userId);
    const facts = await factsOf(ctx);
    if (!facts.shown) throw new Refusal("not_allowed");
    const limited = [...(await limitsOf(ctx, userId)).keys()].filter((id) => reach.has(id));
    const seen = limited.length === 0 ? [] : await readSeenChannelsNow(ctx, userId, limited);
    const channels = facts.channels.map((one) => seen.find((own) => own.channelId === one.channelId) ?? one);
    return insightsOf({ ...facts, channels }, userId, new Set(reach.keys()));
  };
}

async function readFacts(ctx: Ctx): Promise<Facts> {
  const { showInsights: shown } = await getOrganization(ctx);
  if (!shown) return { shown, work: [], channels: [] };
  return { shown, work: await readWorkToday(ctx, ctx.now()), channels: await readChannelsNow(ctx) };
}

/** What one person sees of the facts. Pure. */
export function insightsOf(
  { work, channels }: Pick<Facts, "work" | "channels">,
  userId: UserId,
  seen: ReadonlySet<ChannelId>,
): Insights {
  const visible = work.filter((one) => seen.has(one.channelId));
  const mine = visible.filter((one) => one.userId === userId);
  const everybody = visible.filter((one) => one.userId === null);
  const queues = channels.filter((one) => seen.has(one.channelId));
  const oldest = queues.flatMap(({ oldestSince: at, oldestId: id }) =>
    at === null || id === null ? [] : [{ at, id }],
  );
  const first = oldest.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0];
  return {
    averageHandleSeconds: { mine: averageOf(mine), channels: averageOf(everybody) },
    waiting: sum(queues.map((one) => one.waiting)),
    oldestSince: first?.at.toISOString() ?? null,
    oldestId: first?.id ?? null,
    resolvedToday: sum(mine.map((one) => one.resolved)),
    resolvedTodayOnChannels: sum(everybody.map((one) => one.resolved)),
  };
}

function averageOf(work: readonly WorkToday[]): number | null {
  const handled = sum(work.map((one) => one.handled));
  return handled === 0 ? null : sum(work.map((one) => one.seconds)) / handled;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
