import type { ChannelId, QueueCounts } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";
import { reachOf } from "./access-conversation.ts";
import { channelsWith } from "./conversations.policy.ts";

/** New and Pending of every channel the acting user sees (W41), exact at the log's position. */
export async function countQueue(ctx: Ctx): Promise<QueueCounts & { position: string }> {
  const channels = channelsWith(await reachOf(ctx), "see");
  const rows = await sql<{ position: string; channel_id: ChannelId | null; new: number; pending: number }>`
    select h.position, q.channel_id,
      coalesce(sum(q.count) filter (where q.status = 'new'), 0)::int as new, coalesce(sum(q.count) filter (where q.status = 'pending'), 0)::int as pending
    from event_head h left join queue_counts q on q.organization_id = ${ctx.organizationId} and q.channel_id = any(${channels}::uuid[])
    group by h.position, q.channel_id`.execute(ctx.db);
  const counted = new Map(rows.rows.map((row) => [row.channel_id, row]));
  return {
    position: rows.rows[0]?.position ?? "0",
    channels: channels.map((channelId) => ({
      channelId,
      new: counted.get(channelId)?.new ?? 0,
      pending: counted.get(channelId)?.pending ?? 0,
    })),
  };
}
