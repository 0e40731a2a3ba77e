import {
  type ChannelId,
  type ConversationId,
  type ConversationRow,
  type listConversationsQuery,
  type QueueCounts,
  Refusal,
  type UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import { z } from "zod";
import type { Ctx } from "../db/index.ts";
import { reachOf } from "./access-conversation.ts";
import { isUser } from "./conversation.ts";
import { channelsWith, type Reach } from "./conversations.policy.ts";
import { listQueue, type QueuePlace, type QueueQuery } from "./conversations.sql.ts";
import { readSeqs } from "./read-marks.sql.ts";

export type ConversationPage = { items: ConversationRow[]; next: string | null; readSeqs: Record<string, number> };

/** A page of the queue: only channels the acting user reaches, whatever was asked for. */
export async function listConversations(
  ctx: Ctx,
  query: z.output<typeof listConversationsQuery>,
): Promise<ConversationPage> {
  const reach = await reachOf(ctx);
  const channels = selectChannels(reach, query.channels);
  if (channels.length === 0) return { items: [], next: null, readSeqs: {} };
  const rows = await listQueue(ctx, toQueueQuery(ctx, query, channels), reach);
  const items = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? items.at(-1) : undefined;
  const seen = await readSeqs(
    ctx,
    items.map((item) => item.id),
  );
  return {
    items,
    next: last === undefined ? null : toCursor({ at: last.queueAt, id: last.id }),
    readSeqs: Object.fromEntries(seen),
  };
}

function toQueueQuery(ctx: Ctx, query: z.output<typeof listConversationsQuery>, channels: ChannelId[]): QueueQuery {
  const assignees = query.status === "resolved" ? undefined : toAssignees(ctx, query.assignedTo);
  return {
    status: query.status,
    channels,
    newestFirst: query.sort === "newest",
    // One more than asked tells whether there is another page.
    limit: query.limit + 1,
    ...(assignees === undefined ? {} : { assignees }),
    ...(query.after === undefined ? {} : { after: fromCursor(query.after) }),
  };
}

function selectChannels(reach: Reach, asked: string | undefined): ChannelId[] {
  const visible = channelsWith(reach, "see");
  if (asked === undefined) return visible;
  const wanted = new Set(asked.split(","));
  return visible.filter((channelId) => wanted.has(channelId));
}

function toAssignees(ctx: Ctx, assignedTo: string | undefined): QueueQuery["assignees"] {
  if (assignedTo === undefined || assignedTo === "" || assignedTo === "anyone" || !isUser(ctx.actor)) return undefined;
  const words = assignedTo.split(",");
  const me = ctx.actor.id;
  const users = words.flatMap((word): UserId[] =>
    word === "me" ? [me] : z.uuid().safeParse(word).success ? [word as UserId] : [],
  );
  return { unassigned: words.includes("unassigned"), users, ...(words.includes("others") ? { notUser: me } : {}) };
}

function toCursor(place: QueuePlace): string {
  return Buffer.from(`${place.at} ${place.id}`).toString("base64url");
}

function fromCursor(cursor: string): QueuePlace {
  const [at, id] = Buffer.from(cursor, "base64url").toString().split(" ");
  if (!z.iso.datetime().safeParse(at).success || !z.uuid().safeParse(id).success || at === undefined) {
    throw new Refusal("invalid_input", { fields: [{ path: "after", problem: "not a cursor of ours" }] });
  }
  return { at, id: id as ConversationId };
}

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
