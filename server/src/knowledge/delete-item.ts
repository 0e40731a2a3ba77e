import type { KnowledgeItemId, KnowledgeItemView } from "@guichet/contract";
import { type AuditedCtx, inAuditedTransaction, lockSettings } from "../organizations/index.ts";
import { announceChange } from "./announce-change.ts";
import { collectionNamesAreUnique } from "./change-collection.ts";
import { checkRoom } from "./check-room.ts";
import { listCollectionRows, updateCollection } from "./collections.sql.ts";
import { getItem, getItemRow } from "./get-item.ts";
import { updateItem } from "./items.sql.ts";
import type { LinkDeps } from "./knowledge-deps.ts";

/** Agents do not find it any more, and an article's page is gone. It can be taken back for 30 days. */
export async function deleteItem(ctx: AuditedCtx, id: KnowledgeItemId): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const row = await getItemRow(inside, id);
    await updateItem(inside.db, inside.organizationId, id, { deleted_at: inside.now() });
    const place = { kind: row.kind, collectionId: row.collection_id, itemId: id };
    await announceChange(inside, place, "deleted", { subject: row.title });
  });
}

/** Brings it back into its collection; where that was deleted meanwhile, it comes back too, with nothing else in it. */
export async function restoreItem(
  ctx: AuditedCtx,
  deps: Pick<LinkDeps, "publicUrl">,
  id: KnowledgeItemId,
): Promise<KnowledgeItemView> {
  return await collectionNamesAreUnique(() =>
    inAuditedTransaction(ctx, async (inside) => {
      const { db, organizationId } = inside;
      await lockSettings(db, organizationId);
      const row = await getItemRow(inside, id, "deleted");
      const [collection] = await listCollectionRows(db, organizationId, { id: row.collection_id });
      if (collection !== undefined && collection.deleted_at !== null) {
        await updateCollection(db, organizationId, collection.id, { deleted_at: null });
        const place = { kind: "collection" as const, collectionId: collection.id, itemId: null };
        await announceChange(inside, place, "restored", { subject: collection.name });
      }
      await updateItem(db, organizationId, id, { deleted_at: null, deleted_with: null });
      await checkRoom(inside);
      const place = { kind: row.kind, collectionId: row.collection_id, itemId: id };
      await announceChange(inside, place, "restored", { subject: row.title });
      return await getItem(inside, deps, id);
    }),
  );
}
