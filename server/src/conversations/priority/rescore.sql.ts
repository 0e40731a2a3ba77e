import type { ContactId, ConversationId, IdentityId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";
import type { Conversation } from "../conversation.ts";

export type Which = { readonly ids: readonly ConversationId[] } | { readonly contactId: ContactId };
/** A place among what is open, in the order of who writes: that order is an index. */
export type OpenPlace = { readonly identityId: IdentityId; readonly id: ConversationId };
export type Rescored = Conversation & { readonly before: number };

/** One for each topic, contact group, and channel with its type that is prioritized and not deleted (R77): \`priorityReasons\` in SQL. */
const SCORE = sql<number>`(
  (select count(*) from prioritized p join topics t on t.organization_id = p.organization_id and t.id = p.id and t.deleted_at is null
    where p.organization_id = c.organization_id and p.kind = 'topic' and p.id = any(c.topic_ids))
  + (select count(*) from contact_group_members m
    join prioritized p on p.organization_id = m.organization_id and p.kind = 'contact_group' and p.id = m.group_id
    join contact_groups g on g.organization_id = p.organization_id and g.id = p.id and g.deleted_at is null
    where m.organization_id = c.organization_id and m.contact_id = c.contact_id)
  + (select count(*) from prioritized p
    where p.organization_id = c.organization_id and p.kind = 'channel' and p.id = c.channel_id
      and coalesce(p.visibility, c.visibility) = c.visibility))::int`;

/**
 * Writes what is different, and gives those rows a new version. The rows looked at stay locked until the transaction ends, in
 * the order of their ids, so that two who want the same ones do not wait for each other in a circle.
 */
export async function rescore(ctx: Ctx, which: Which): Promise<Rescored[]> {
  const looked = await sql<{ id: ConversationId; priority: number; score: number }>`
    select c.id, c.priority, ${SCORE} as score from conversations c
    where c.organization_id = ${ctx.organizationId} and c.status in ('new', 'pending')
      and ${"ids" in which ? sql`c.id = any(${[...which.ids]}::uuid[])` : sql`c.contact_id = ${which.contactId}`}
    order by c.id for update of c`.execute(ctx.db);
  const other = looked.rows.filter((row) => row.priority !== row.score);
  if (other.length === 0) return [];
  const changed = await sql<Rescored>`
    update conversations c set priority = w.score, version = c.version + 1
    from unnest(${other.map((row) => row.id)}::uuid[], ${other.map((row) => row.score)}::int[], ${other.map((row) => row.priority)}::int[])
      as w(id, score, before)
    where c.organization_id = ${ctx.organizationId} and c.id = w.id returning c.*, w.before`.execute(ctx.db);
  return changed.rows;
}

/** The next open ones behind a place. */
export async function listOpenAfter(ctx: Ctx, after: OpenPlace | undefined, limit: number): Promise<OpenPlace[]> {
  const behind =
    after === undefined
      ? sql`true`
      : sql`identity_id >= ${after.identityId} and (identity_id, id) > (${after.identityId}::uuid, ${after.id}::uuid)`;
  const found = await sql<OpenPlace>`
    select identity_id as "identityId", id from conversations
    where organization_id = ${ctx.organizationId} and status in ('new', 'pending') and ${behind}
    order by identity_id, id limit ${limit}`.execute(ctx.db);
  return found.rows;
}
