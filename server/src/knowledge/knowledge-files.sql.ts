import type { KnowledgeFileId, KnowledgeItemId, OrganizationId, UserId } from "@guichet/contract";
import { type Insertable, type Selectable, sql } from "kysely";
import type { Db, Tables } from "../db/index.ts";

export type KnowledgeFileRow = Selectable<Tables["knowledge_files"]>;

export async function insertKnowledgeFile(
  db: Db,
  row: Insertable<Tables["knowledge_files"]>,
): Promise<KnowledgeFileRow> {
  return await db.insertInto("knowledge_files").values(row).returningAll().executeTakeFirstOrThrow();
}

/** In the order in which they are attached. */
export async function listKnowledgeFiles(
  db: Db,
  organizationId: OrganizationId,
  itemIds: readonly KnowledgeItemId[],
): Promise<KnowledgeFileRow[]> {
  if (itemIds.length === 0) return [];
  return await db
    .selectFrom("knowledge_files")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("item_id", "in", itemIds)
    .orderBy("position")
    .orderBy("id")
    .execute();
}

export async function findKnowledgeFile(
  db: Db,
  organizationId: OrganizationId,
  id: KnowledgeFileId,
): Promise<KnowledgeFileRow | undefined> {
  return await db
    .selectFrom("knowledge_files")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/**
 * Gives the item these files, in this order, and lets go of its others; answers how many of them it has now. Only its own
 * files count, and what this person has uploaded and nobody has taken.
 */
export async function replaceFiles(
  db: Db,
  organizationId: OrganizationId,
  itemId: KnowledgeItemId,
  uploader: UserId,
  ids: readonly KnowledgeFileId[],
): Promise<number> {
  await sql`
    delete from knowledge_files
    where organization_id = ${organizationId} and item_id = ${itemId} and id <> all(${[...ids]}::uuid[])`.execute(db);
  const taken = await sql`
    update knowledge_files f set item_id = ${itemId}, position = u.position
    from unnest(${[...ids]}::uuid[]) with ordinality as u(id, position)
    where f.organization_id = ${organizationId} and f.id = u.id
      and (f.item_id = ${itemId} or (f.item_id is null and f.uploaded_by = ${uploader}))
    returning f.id`.execute(db);
  return taken.rows.length;
}

/** Which of these files the knowledge base names. */
export async function findKnowledgeFileKeys(system: Db, keys: readonly string[]): Promise<string[]> {
  const found = await sql<{ file: string }>`
    select file from knowledge_files where file = any(${[...keys]}::text[])`.execute(system);
  return found.rows.map(({ file }) => file);
}
