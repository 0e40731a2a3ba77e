import {
  type ChannelId,
  type ConversationFacts,
  type ConversationStatus,
  type DomainEvent,
  type QueueCounts,
  queueStep,
  type UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";
import { isSeen, type Limits, limitsOf, seenBy } from "../users/index.ts";
import { reachOf } from "./access-conversation.ts";
import { channelsWith } from "./conversations.policy.ts";
import { actorId } from "./take-unheld.ts";

type ChannelCounts = QueueCounts["channels"][number];

/** New and Pending of every channel the acting user sees (W41), exact at the log's position. */
export async function countQueue(ctx: Ctx): Promise<QueueCounts & { position: string }> {
  const channels = channelsWith(await reachOf(ctx), "see");
  const rows = await sql<{ position: string; channel_id: ChannelId | null; new: number; pending: number }>`
    select h.position, q.channel_id,
      coalesce(sum(q.count) filter (where q.status = 'new'), 0)::int as new, coalesce(sum(q.count) filter (where q.status = 'pending'), 0)::int as pending
    from event_head h left join queue_counts q on q.organization_id = ${ctx.organizationId} and q.channel_id = any(${channels}::uuid[])
    group by h.position, q.channel_id`.execute(ctx.db);
  const counted = new Map(rows.rows.map((row) => [row.channel_id, row]));
  const whole = {
    position: rows.rows[0]?.position ?? "0",
    channels: channels.map((channelId) => ({
      channelId,
      new: counted.get(channelId)?.new ?? 0,
      pending: counted.get(channelId)?.pending ?? 0,
    })),
  };
  const limits = await limitsOf(ctx, actorId(ctx));
  return channels.some((id) => limits.has(id)) ? await countSeen(ctx, limits, channels) : whole;
}

/**
 * The same where teams hide some of it, all of one moment: what the rows say, less what the events say that have happened and
 * have no position yet. The browser adds those itself when it hears them.
 */
async function countSeen(
  ctx: Ctx,
  limits: Limits,
  channels: readonly ChannelId[],
): Promise<QueueCounts & { position: string }> {
  const me = actorId(ctx);
  const counted = await sql<{ position: string; counts: CountRow[] | null; events: EventRow[] | null }>`
    select h.position,
      (select json_agg(c) from (
        select c.channel_id as "channelId", c.status, count(*)::int as count from conversations c
        where c.organization_id = ${ctx.organizationId} and c.channel_id = any(${[...channels]}::uuid[]) and c.status in ('new', 'pending') and c.holder is null
          and ${seenBy("c", ctx.organizationId, me)}
        group by 1, 2) c) as counts,
      (select json_agg(json_build_object('type', e.type, 'data', e.data) order by e.ticket) from event_inbox e
        where e.organization_id = ${ctx.organizationId} and e.conversation_id is not null
          and e.channel_id = any(${[...channels]}::uuid[])) as events
    from event_head h`.execute(ctx.db);
  const [row] = counted.rows;
  const ahead = (row?.events ?? []).flatMap((event) => movesOf(event, limits, me));
  const countOf = (channelId: ChannelId, status: ConversationStatus): number => {
    const there = row?.counts?.find((one) => one.channelId === channelId && one.status === status)?.count ?? 0;
    const moved = ahead.filter((move) => move.channelId === channelId && move.status === status);
    return there - moved.reduce((sum, move) => sum + move.by, 0);
  };
  return {
    position: row?.position ?? "0",
    channels: channels.map(
      (channelId): ChannelCounts => ({
        channelId,
        new: countOf(channelId, "new"),
        pending: countOf(channelId, "pending"),
      }),
    ),
  };
}

type CountRow = { readonly channelId: ChannelId; readonly status: ConversationStatus; readonly count: number };
type EventRow = Extract<DomainEvent, { data: ConversationFacts }>;
type Move = { readonly channelId: ChannelId; readonly status: ConversationStatus; readonly by: number };

/** What an event does to the figures of somebody whom teams limit: as the live feed tells it. Pure. */
export function movesOf(event: EventRow, limits: Limits, me: UserId): Move[] {
  const { channelId, teamId, assigneeId } = event.data;
  const after = { channelId, teamId, assigneeId };
  const before = {
    ...after,
    ...(event.type === "conversation.routed" ? { teamId: event.data.before } : {}),
    ...(event.type === "conversation.assigned" ? { assigneeId: event.data.before } : {}),
  };
  const step = queueStep(event);
  const move = (status: ConversationStatus | null, seen: typeof after, by: number): Move[] =>
    status === null || status === "resolved" || !isSeen(limits, me, seen) ? [] : [{ channelId, status, by }];
  return [...move(step.before, before, -1), ...move(step.after, after, 1)];
}
