import type { KnowledgeCollectionId, KnowledgeItemId, KnowledgeKind, OrganizationId } from "@guichet/contract";
import { type Insertable, type Selectable, sql, type Updateable } from "kysely";
import type { Db, Tables } from "../db/index.ts";

export type ItemRow = Selectable<Tables["knowledge_items"]>;

export async function findItemRow(
  db: Db,
  organizationId: OrganizationId,
  id: KnowledgeItemId,
): Promise<ItemRow | undefined> {
  return await db
    .selectFrom("knowledge_items")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export type ItemFilter = {
  /** Folded; each must stand in the title or in the text. */
  readonly words: readonly string[];
  readonly kind: KnowledgeKind | undefined;
  readonly collectionId: KnowledgeCollectionId | undefined;
  readonly state: "live" | "deleted";
  /** Where the former page ended. */
  readonly after: { readonly titleKey: string; readonly id: KnowledgeItemId } | undefined;
  readonly limit: number;
};

/** By title. Reads the organization's items at most, and those are counted (MOST_KNOWLEDGE_ITEMS). */
export async function listItemRows(db: Db, organizationId: OrganizationId, filter: ItemFilter): Promise<ItemRow[]> {
  const { kind, collectionId, after } = filter;
  return await db
    .selectFrom("knowledge_items")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("deleted_at", filter.state === "live" ? "is" : "is not", null)
    .$if(kind !== undefined, (query) => query.where("kind", "=", kind as KnowledgeKind))
    .$if(collectionId !== undefined, (query) =>
      query.where("collection_id", "=", collectionId as KnowledgeCollectionId),
    )
    .where((eb) => eb.and(filter.words.map((word) => hasWord(word))))
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(title_key, id) > (${after?.titleKey ?? ""}, ${after?.id ?? null}::uuid)`),
    )
    .orderBy("title_key")
    .orderBy("id")
    .limit(filter.limit)
    .execute();
}

function hasWord(word: string) {
  return sql<boolean>`(strpos(title_key, ${word}) > 0 or strpos(text_key, ${word}) > 0)`;
}

export async function countLiveItems(db: Db, organizationId: OrganizationId): Promise<number> {
  const counted = await db
    .selectFrom("knowledge_items")
    .where("organization_id", "=", organizationId)
    .where("deleted_at", "is", null)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(counted.count);
}

export async function insertItem(db: Db, row: Insertable<Tables["knowledge_items"]>): Promise<void> {
  await db.insertInto("knowledge_items").values(row).execute();
}

export async function updateItem(
  db: Db,
  organizationId: OrganizationId,
  id: KnowledgeItemId,
  changes: Updateable<Tables["knowledge_items"]>,
): Promise<void> {
  await db
    .updateTable("knowledge_items")
    .set({ ...changes, version: sql`version + 1` })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

/** The live items of a collection go with it. */
export async function deleteItemsOf(
  db: Db,
  organizationId: OrganizationId,
  collectionId: KnowledgeCollectionId,
  now: Date,
): Promise<void> {
  await db
    .updateTable("knowledge_items")
    .set({ deleted_at: now, deleted_with: collectionId })
    .where("organization_id", "=", organizationId)
    .where("collection_id", "=", collectionId)
    .where("deleted_at", "is", null)
    .execute();
}

export async function moveItems(
  db: Db,
  organizationId: OrganizationId,
  from: KnowledgeCollectionId,
  to: KnowledgeCollectionId,
): Promise<void> {
  await db
    .updateTable("knowledge_items")
    .set({ collection_id: to, former_collection_id: from })
    .where("organization_id", "=", organizationId)
    .where("collection_id", "=", from)
    .where("deleted_at", "is", null)
    .execute();
}

/** What was deleted with the collection is there again, and what was moved out of it comes back. */
export async function bringItemsBack(
  db: Db,
  organizationId: OrganizationId,
  collectionId: KnowledgeCollectionId,
): Promise<void> {
  await sql`
    update knowledge_items set deleted_at = null, deleted_with = null
    where organization_id = ${organizationId} and deleted_with = ${collectionId}`.execute(db);
  await sql`
    update knowledge_items set collection_id = ${collectionId}, former_collection_id = null
    where organization_id = ${organizationId} and former_collection_id = ${collectionId} and deleted_at is null`.execute(
    db,
  );
}
