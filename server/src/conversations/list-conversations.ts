import {
  type ChannelId,
  type ConversationId,
  type ConversationRow,
  type listConversationsQuery,
  Refusal,
  type UserId,
} from "@guichet/contract";
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
