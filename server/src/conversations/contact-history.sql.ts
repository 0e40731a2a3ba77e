import type {
  ChannelId,
  ContactId,
  ContactView,
  ConversationId,
  ConversationStatus,
  Platform,
  TopicId,
} from "@guichet/contract";
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../db/index.ts";
import { seenBy } from "../users/index.ts";
import { isUser } from "./conversation.ts";

const HISTORY = 50;

/** Conversations of a contact and of those linked with it, on these channels, newest first. */
async function listHistory(
  ctx: Ctx,
  ids: readonly ContactId[],
  visible: readonly ChannelId[],
): Promise<ContactView["history"]> {
  const rows = await sql<{
    id: ConversationId;
    channel_id: ChannelId;
    platform: Platform;
    status: ConversationStatus;
    created_at: Date;
    preview: string | null;
    topic_ids: TopicId[];
    contact_id: ContactId;
  }>`
    select c.id, c.channel_id, h.platform, c.status, c.created_at, c.last_message ->> 'text' as preview, c.topic_ids, c.contact_id
    from conversations c join channels h on h.organization_id = c.organization_id and h.id = c.channel_id
    where c.organization_id = ${ctx.organizationId} and c.contact_id = any(${[...ids]}::uuid[]) and ${isShown(ctx, visible)}
    order by c.created_at desc, c.id desc limit ${HISTORY}`.execute(ctx.db);
  return rows.rows.map((row) => ({
    conversationId: row.id,
    channelId: row.channel_id,
    platform: row.platform,
    status: row.status,
    startedAt: row.created_at.toISOString(),
    preview: row.preview ?? "",
    topicIds: row.topic_ids,
    linked: row.contact_id !== ids[0],
  }));
}

async function hasHistoryElsewhere(
  ctx: Ctx,
  ids: readonly ContactId[],
  visible: readonly ChannelId[],
): Promise<boolean> {
  const found = await sql`
    select 1 from conversations c
    where c.organization_id = ${ctx.organizationId} and c.contact_id = any(${[...ids]}::uuid[]) and not (${isShown(ctx, visible)}) limit 1`.execute(
    ctx.db,
  );
  return found.rows.length > 0;
}

/** Of these channels, and not hidden by the reader's teams. */
function isShown(ctx: Ctx, visible: readonly ChannelId[]): RawBuilder<boolean> {
  const seen = isUser(ctx.actor) ? seenBy("c", ctx.organizationId, ctx.actor.id) : sql`true`;
  return sql<boolean>`(c.channel_id = any(${[...visible]}::uuid[]) and ${seen})`;
}

/** Does a contact have a conversation that is not resolved? */
export async function hasOpenConversation(ctx: Ctx, id: ContactId): Promise<boolean> {
  const found = await sql`
    select 1 from conversations where organization_id = ${ctx.organizationId} and contact_id = ${id} and status <> 'resolved' limit 1`.execute(
    ctx.db,
  );
  return found.rows.length > 0;
}

/** What the Contact tab shows of the core; `contacts` asks for it through a port. */
export async function contactHistory(
  ctx: Ctx,
  id: ContactId,
  linked: readonly ContactId[],
  visible: readonly ChannelId[],
): Promise<Pick<ContactView, "history" | "moreElsewhere">> {
  const ids = [id, ...linked];
  return { history: await listHistory(ctx, ids, visible), moreElsewhere: await hasHistoryElsewhere(ctx, ids, visible) };
}
