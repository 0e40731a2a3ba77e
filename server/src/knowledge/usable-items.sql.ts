import type { ChannelId, KnowledgeFileId, KnowledgeItemId, OrganizationId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import type { Db } from "../db/index.ts";
import type { ItemRow } from "./items.sql.ts";

/** Somebody who sees a conversation of this channel. */
export type Reader = { readonly userId: UserId; readonly channelId: ChannelId };
export type UsableRow = Pick<
  ItemRow,
  "id" | "kind" | "title" | "text" | "shorten_links" | "public_key" | "slug" | "uses"
> & { readonly collection_name: string };

const COLUMNS = sql`i.id, i.kind, i.title, i.text, i.shorten_links, i.public_key, i.slug, i.uses`;

/** The twin of `canUseCollection`, for the collection `k`: who has access by channels is in no team. */
function appliesTo({ userId, channelId }: Reader) {
  return sql`
    (k.all_channels or exists (
      select from knowledge_collection_channels c
      where c.organization_id = k.organization_id and c.collection_id = k.id and c.channel_id = ${channelId}))
    and ${limitedTo(userId)}`;
}

function limitedTo(userId: UserId) {
  return sql`
    (not k.only_teams or exists (
      select from knowledge_collection_teams t
      join team_members m on m.organization_id = t.organization_id and m.team_id = t.team_id and m.user_id = ${userId}
      join users u on u.organization_id = m.organization_id and u.id = m.user_id and u.access_mode = 'teams'
      where t.organization_id = k.organization_id and t.collection_id = k.id))`;
}

function usable(organizationId: OrganizationId, reader: Reader) {
  return sql`
    i.organization_id = ${organizationId} and k.organization_id = i.organization_id and k.id = i.collection_id
    and i.deleted_at is null and k.deleted_at is null and (i.kind = 'response' or i.published_at is not null)
    and ${appliesTo(reader)}`;
}

/** What fits the words, titles first, then what is used most. */
export async function listUsableRows(
  db: Db,
  organizationId: OrganizationId,
  reader: Reader,
  words: readonly string[],
  limit: number,
): Promise<UsableRow[]> {
  const all = words.map((word) => sql`and (strpos(i.title_key, ${word}) > 0 or strpos(i.text_key, ${word}) > 0)`);
  const begins = words.join(" ");
  const inTitle = words.map((word) => sql`strpos(i.title_key, ${word}) > 0`);
  const rank =
    words.length === 0
      ? sql`0::int`
      : sql`case when starts_with(i.title_key, ${begins}) then 0 when ${sql.join(inTitle, sql` and `)} then 1 else 2 end`;
  const found = await sql<UsableRow>`
    select ${COLUMNS}, k.name as collection_name from knowledge_items i, knowledge_collections k
    where ${usable(organizationId, reader)} ${sql.join(all, sql` `)}
    order by ${rank}, i.uses desc, i.title_key, i.id limit ${limit}`.execute(db);
  return found.rows;
}

export async function findUsableRow(
  db: Db,
  organizationId: OrganizationId,
  reader: Reader,
  id: KnowledgeItemId,
): Promise<UsableRow | undefined> {
  const found = await sql<UsableRow>`
    select ${COLUMNS}, k.name as collection_name from knowledge_items i, knowledge_collections k
    where ${usable(organizationId, reader)} and i.id = ${id}`.execute(db);
  return found.rows[0];
}

/**
 * Counts a use and answers what is used, as it stands at this moment; undefined when it may not be used any more. Whoever
 * deletes it at the same time comes before or after.
 */
export async function takeUsableRow(
  db: Db,
  organizationId: OrganizationId,
  reader: Reader,
  id: KnowledgeItemId,
  now: Date,
): Promise<UsableRow | undefined> {
  const taken = await sql<UsableRow>`
    update knowledge_items i set uses = i.uses + 1, last_used_at = ${now} from knowledge_collections k
    where ${usable(organizationId, reader)} and i.id = ${id}
    returning ${COLUMNS}, k.name as collection_name`.execute(db);
  return taken.rows[0];
}

/** May this person see the file because a response they may use somewhere holds it? */
export async function isFileUsable(
  db: Db,
  organizationId: OrganizationId,
  userId: UserId,
  visible: readonly ChannelId[],
  fileId: KnowledgeFileId,
): Promise<boolean> {
  if (visible.length === 0) return false;
  const found = await sql`
    select from knowledge_files f
    join knowledge_items i on i.organization_id = f.organization_id and i.id = f.item_id and i.deleted_at is null
    join knowledge_collections k on k.organization_id = i.organization_id and k.id = i.collection_id and k.deleted_at is null
    where f.organization_id = ${organizationId} and f.id = ${fileId} and ${limitedTo(userId)}
      and (k.all_channels or exists (
        select from knowledge_collection_channels c
        where c.organization_id = k.organization_id and c.collection_id = k.id and c.channel_id = any(${[...visible]}::uuid[])))`.execute(
    db,
  );
  return found.rows.length > 0;
}
