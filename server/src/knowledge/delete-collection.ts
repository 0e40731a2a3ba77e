import { type KnowledgeCollectionId, type KnowledgeCollectionView, Refusal } from "@guichet/contract";
import { type AuditedCtx, inAuditedTransaction, lockSettings } from "../organizations/index.ts";
import { announceChange } from "./announce-change.ts";
import { collectionNamesAreUnique, placeOf } from "./change-collection.ts";
import { checkRoom } from "./check-room.ts";
import { updateCollection } from "./collections.sql.ts";
import { bringItemsBack, deleteItemsOf, moveItems } from "./items.sql.ts";
import { getCollection } from "./list-collections.ts";

/** Its items go with it, or into another collection. Either can be taken back for 30 days. */
export async function deleteCollection(
  ctx: AuditedCtx,
  id: KnowledgeCollectionId,
  moveItemsTo: KnowledgeCollectionId | null,
): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    const { db, organizationId } = inside;
    await lockSettings(db, organizationId);
    const { name, itemCount } = await getCollection(inside, id);
    if (moveItemsTo === id)
      throw new Refusal("invalid_input", { fields: [{ path: "moveItemsTo", problem: "the same collection" }] });
    const target = moveItemsTo === null ? null : await getCollection(inside, moveItemsTo);
    if (target === null) await deleteItemsOf(db, organizationId, id, inside.now());
    else await moveItems(db, organizationId, id, target.id);
    await updateCollection(db, organizationId, id, { deleted_at: inside.now() });
    await announceChange(inside, placeOf(id), "deleted", {
      subject: name,
      after: { items: itemCount, movedTo: target?.name ?? null },
    });
  });
}

/** Brings the collection back, with the items that went with it or were moved out of it. */
export async function restoreCollection(ctx: AuditedCtx, id: KnowledgeCollectionId): Promise<KnowledgeCollectionView> {
  return await collectionNamesAreUnique(() =>
    inAuditedTransaction(ctx, async (inside) => {
      const { db, organizationId } = inside;
      await lockSettings(db, organizationId);
      const { name } = await getCollection(inside, id, "deleted");
      await updateCollection(db, organizationId, id, { deleted_at: null });
      await bringItemsBack(db, organizationId, id);
      await checkRoom(inside);
      await announceChange(inside, placeOf(id), "restored", { subject: name });
      return await getCollection(inside, id);
    }),
  );
}
