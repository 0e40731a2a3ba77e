import type { ChannelId, ChannelRole, ContactId, ConversationId, MutedPost, Platform, UserId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";
import { likePattern } from "../../lib/like-pattern.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import type { Conversation } from "../conversation.ts";
import { abilitiesFor } from "../conversations.policy.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** The organization's switch, and whether this thread's post is muted. */
export async function readPost(
  { db, organizationId }: Scope,
  { channel_id, thread_key }: Pick<Conversation, "channel_id" | "thread_key">,
): Promise<{ on: boolean; muted: boolean }> {
  const rows = await sql<{ on: boolean; muted: boolean }>`
    select o.muting_posts as on, exists (
      select 1 from muted_posts x where x.organization_id = o.id and x.channel_id = ${channel_id} and x.thread_key = ${thread_key}) as muted
    from organizations o where o.id = ${organizationId}`.execute(db);
  return rows.rows[0] ?? { on: false, muted: false };
}

/** Answers whether it was not muted before. */
export async function insertMutedPost(
  { db, organizationId }: Scope,
  conversation: Conversation,
  mute: { readonly at: Date; readonly by: UserId; readonly text: string },
): Promise<boolean> {
  const rows = await db
    .insertInto("muted_posts")
    .values({
      organization_id: organizationId,
      id: uuidV7(),
      channel_id: conversation.channel_id,
      thread_key: conversation.thread_key,
      text: mute.text,
      conversation_id: conversation.id,
      muted_at: mute.at,
      muted_by: mute.by,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .execute();
  return rows.length > 0;
}

/** Answers whether it was muted. */
export async function deleteMutedPost(
  { db, organizationId }: Scope,
  { channel_id, thread_key }: Pick<Conversation, "channel_id" | "thread_key">,
): Promise<boolean> {
  const rows = await db
    .deleteFrom("muted_posts")
    .where("organization_id", "=", organizationId)
    .where("channel_id", "=", channel_id)
    .where("thread_key", "=", thread_key)
    .returning("id")
    .execute();
  return rows.length > 0;
}

/** For an Admin, whatever channels they see. */
export async function findMutedPost(
  { db, organizationId }: Scope,
  id: string,
): Promise<
  { channel_id: ChannelId; thread_key: string; conversation_id: ConversationId | null; channelName: string } | undefined
> {
  return await db
    .selectFrom("muted_posts as x")
    .innerJoin("channels as h", (join) =>
      join.onRef("h.organization_id", "=", "x.organization_id").onRef("h.id", "=", "x.channel_id"),
    )
    .select(["x.channel_id", "x.thread_key", "x.conversation_id", "h.name as channelName"])
    .where("x.organization_id", "=", organizationId)
    .where("x.id", "=", id)
    .executeTakeFirst();
}

export type MutedPostRow = {
  id: string;
  text: string;
  channel_id: ChannelId;
  channel_name: string;
  platform: Platform;
  muted_at: Date;
  at: string;
  muted_by: string;
  conversation_id: ConversationId | null;
  seen: boolean;
  on: boolean;
};

/** The log, newest first, along its own small index. Words are looked for only where the reader may read them. */
export async function listMutedPostRows(
  { db, organizationId }: Scope,
  visible: readonly ChannelId[],
  search: string,
  after: { readonly at: string; readonly id: string } | undefined,
  limit: number,
): Promise<MutedPostRow[]> {
  const seen = sql<boolean>`(x.channel_id = any(${[...visible]}::uuid[]))`;
  const wanted = likePattern(search);
  const rows = await sql<MutedPostRow>`
    select x.id, x.text, x.channel_id, h.name as channel_name, h.platform, x.muted_at, x.muted_at::text as at,
      coalesce(u.first_name || ' ' || u.last_name, '') as muted_by, x.conversation_id, ${seen} as seen,
      (select o.muting_posts from organizations o where o.id = x.organization_id) as on
    from muted_posts x
    join channels h on h.organization_id = x.organization_id and h.id = x.channel_id
    left join users u on u.organization_id = x.organization_id and u.id = x.muted_by
    where x.organization_id = ${organizationId}
      ${after === undefined ? sql`` : sql`and (x.muted_at, x.id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
      ${search === "" ? sql`` : sql`and (h.name ilike ${wanted} or (${seen} and x.text ilike ${wanted}))`}
    order by x.muted_at desc, x.id desc limit ${limit}`.execute(db);
  return rows.rows;
}

export function toMutedPost(row: MutedPostRow, role: ChannelRole | undefined): MutedPost {
  return {
    id: row.id,
    text: row.seen ? row.text : null,
    channelId: row.channel_id,
    channelName: row.channel_name,
    platform: row.platform,
    mutedAt: row.muted_at.toISOString(),
    mutedBy: row.muted_by,
    conversationId: row.seen ? row.conversation_id : null,
    mayMute: row.on && row.conversation_id !== null && abilitiesFor(role).includes("mute"),
  };
}

/** What is open of a contact on a channel, locked; without that, their newest. The audit trail tells it there. */
export async function lockToTell(
  { db, organizationId }: Scope,
  contactId: ContactId,
  channelId: ChannelId,
): Promise<Conversation[]> {
  const rows = await sql<Conversation>`
    select * from conversations where organization_id = ${organizationId} and id = any(array(
      select id from (
        select id, status, created_at, bool_or(status <> 'resolved') over () as some_open,
          row_number() over (order by created_at desc, id desc) as place
        from conversations where organization_id = ${organizationId} and contact_id = ${contactId} and channel_id = ${channelId}
      ) known where case when some_open then status <> 'resolved' else place = 1 end))
    order by id for update`.execute(db);
  return rows.rows;
}
