import type { ChannelId, ConversationId, OrganizationId, Platform } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, LentClient } from "../../db/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";

/** The latest of a conversation, at most. */
const MOST_ASKED = 10;

/** A platform named something by its id alone; what it is will be asked for. In the transaction of what brought the id. */
export async function wantContent(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: ChannelId,
  key: string,
  now: Date,
): Promise<void> {
  await client.query(
    `insert into lookups (organization_id, id, channel_id, kind, key, next_attempt_at)
     values ($1, $2, $3, 'content', $4, $5) on conflict do nothing`,
    [organizationId, uuidV7(), channelId, key, now],
  );
}

/** What stands in a public conversation of such a platform is asked for again, but for what somebody masked. */
export async function wantContentsOf(
  { db, organizationId, now }: Pick<Ctx, "db" | "organizationId" | "now">,
  conversationId: ConversationId,
  platforms: readonly Platform[],
): Promise<void> {
  await sql`
    insert into lookups (organization_id, id, channel_id, kind, key, next_attempt_at)
    select m.organization_id, gen_random_uuid(), m.channel_id, 'content', m.external_id, ${now()}
    from messages m
    join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
    join channels h on h.organization_id = m.organization_id and h.id = m.channel_id
    where m.organization_id = ${organizationId} and m.conversation_id = ${conversationId} and c.visibility = 'public'
      and h.platform = any(${[...platforms]}::text[]) and h.deleted_at is null and h.state <> 'paused'
      and m.external_id is not null and m.deleted_at is null and m.masked_at is null
    order by m.seq desc limit ${MOST_ASKED}
    on conflict do nothing`.execute(db);
}
