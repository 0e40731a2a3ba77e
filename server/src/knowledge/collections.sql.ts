import type { ChannelId, KnowledgeCollectionId, OrganizationId, TeamId } from "@guichet/contract";
import { type Selectable, sql, type Updateable } from "kysely";
import type { Db, Tables } from "../db/index.ts";
import type { Applies } from "./knowledge.policy.ts";

export type CollectionRow = Selectable<Tables["knowledge_collections"]> & {
  readonly channel_ids: ChannelId[];
  readonly team_ids: TeamId[];
  readonly item_count: number;
};

/** Sorted by name, live or deleted ones; or one by its id, whatever its state. Deleted channels are left out. */
export async function listCollectionRows(
  db: Db,
  organizationId: OrganizationId,
  which: { readonly id: KnowledgeCollectionId } | { readonly state: "live" | "deleted" },
): Promise<CollectionRow[]> {
  const wanted =
    "id" in which
      ? sql`k.id = ${which.id}`
      : which.state === "live"
        ? sql`k.deleted_at is null`
        : sql`k.deleted_at is not null`;
  const found = await sql<CollectionRow>`
    select k.*,
      coalesce((select array_agg(c.channel_id order by c.channel_id) from knowledge_collection_channels c
        join channels ch on ch.organization_id = c.organization_id and ch.id = c.channel_id and ch.deleted_at is null
        where c.organization_id = k.organization_id and c.collection_id = k.id), '{}') as channel_ids,
      coalesce((select array_agg(t.team_id order by t.team_id) from knowledge_collection_teams t
        where t.organization_id = k.organization_id and t.collection_id = k.id), '{}') as team_ids,
      (select count(*)::int from knowledge_items i
        where i.organization_id = k.organization_id and i.collection_id = k.id and i.deleted_at is null) as item_count
    from knowledge_collections k
    where k.organization_id = ${organizationId} and ${wanted}
    order by lower(k.name), k.id`.execute(db);
  return found.rows;
}

/** Fails with the unique key `knowledge_collections_name` when a collection has this name. */
export async function insertCollection(
  db: Db,
  organizationId: OrganizationId,
  collection: { readonly id: KnowledgeCollectionId; readonly name: string; readonly now: Date } & Applies,
): Promise<void> {
  const { id, name, now, allChannels, onlyTeams } = collection;
  await db
    .insertInto("knowledge_collections")
    .values({
      organization_id: organizationId,
      id,
      name,
      all_channels: allChannels,
      only_teams: onlyTeams,
      created_at: now,
      changed_at: now,
    })
    .execute();
}

/** Fails with the unique key `knowledge_collections_name` when a live collection has this name. */
export async function updateCollection(
  db: Db,
  organizationId: OrganizationId,
  id: KnowledgeCollectionId,
  changes: Updateable<Tables["knowledge_collections"]>,
): Promise<void> {
  await db
    .updateTable("knowledge_collections")
    .set({ ...changes, version: sql`version + 1` })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

export async function replaceChannels(
  db: Db,
  organizationId: OrganizationId,
  id: KnowledgeCollectionId,
  channelIds: readonly ChannelId[],
): Promise<void> {
  await sql`delete from knowledge_collection_channels where organization_id = ${organizationId} and collection_id = ${id}`.execute(
    db,
  );
  await sql`
    insert into knowledge_collection_channels (organization_id, collection_id, channel_id)
    select ${organizationId}, ${id}, c from unnest(${[...channelIds]}::uuid[]) as c`.execute(db);
}

export async function replaceTeams(
  db: Db,
  organizationId: OrganizationId,
  id: KnowledgeCollectionId,
  teamIds: readonly TeamId[],
): Promise<void> {
  await sql`delete from knowledge_collection_teams where organization_id = ${organizationId} and collection_id = ${id}`.execute(
    db,
  );
  await sql`
    insert into knowledge_collection_teams (organization_id, collection_id, team_id)
    select ${organizationId}, ${id}, t from unnest(${[...teamIds]}::uuid[]) as t`.execute(db);
}
