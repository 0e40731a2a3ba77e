import type {
  ChannelId,
  ContactId,
  ContactView,
  ConversationId,
  ConversationStatus,
  Platform,
} from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";

const HISTORY = 50;

/** A contact's conversations on these channels, newest first. */
async function listHistory(ctx: Ctx, id: ContactId, visible: readonly ChannelId[]): Promise<ContactView["history"]> {
  const rows = await sql<{
    id: ConversationId;
    channel_id: ChannelId;
    platform: Platform;
    status: ConversationStatus;
    created_at: Date;
    preview: string | null;
  }>`
    select c.id, c.channel_id, h.platform, c.status, c.created_at, c.last_message ->> 'text' as preview
    from conversations c join channels h on h.organization_id = c.organization_id and h.id = c.channel_id
    where c.organization_id = ${ctx.organizationId} and c.contact_id = ${id} and c.channel_id = any(${[...visible]}::uuid[])
    order by c.created_at desc limit ${HISTORY}`.execute(ctx.db);
  return rows.rows.map((row) => ({
    conversationId: row.id,
    channelId: row.channel_id,
    platform: row.platform,
    status: row.status,
    startedAt: row.created_at.toISOString(),
    preview: row.preview ?? "",
  }));
}

async function hasHistoryElsewhere(ctx: Ctx, id: ContactId, visible: readonly ChannelId[]): Promise<boolean> {
  const found = await sql`
    select 1 from conversations where organization_id = ${ctx.organizationId} and contact_id = ${id} and not (channel_id = any(${[...visible]}::uuid[])) limit 1`.execute(
    ctx.db,
  );
  return found.rows.length > 0;
}

/** What the Contact tab shows of the core; `contacts` asks for it through a port. */
export async function contactHistory(
  ctx: Ctx,
  id: ContactId,
  visible: readonly ChannelId[],
): Promise<Pick<ContactView, "history" | "moreElsewhere">> {
  return { history: await listHistory(ctx, id, visible), moreElsewhere: await hasHistoryElsewhere(ctx, id, visible) };
}
