import { type KnowledgeItemId, type KnowledgeItemView, type patchKnowledgeItemBody, Refusal } from "@guichet/contract";
import type { z } from "zod";
import { type AuditedCtx, changedFields, inAuditedTransaction, lockSettings } from "../organizations/index.ts";
import { announceChange } from "./announce-change.ts";
import { giveFiles, makeShortLinks } from "./create-item.ts";
import { getItem, getItemRow } from "./get-item.ts";
import { checkText, toLoggedFields, toTextColumns } from "./item-fields.ts";
import { type ItemRow, updateItem } from "./items.sql.ts";
import type { LinkDeps } from "./knowledge-deps.ts";
import { getCollection } from "./list-collections.ts";

type Given = z.output<typeof patchKnowledgeItemBody>;

/** Changes the fields that are given. With `version`, only if nobody has changed it meanwhile. */
export async function changeItem(
  ctx: AuditedCtx,
  deps: LinkDeps,
  id: KnowledgeItemId,
  given: Given,
): Promise<KnowledgeItemView> {
  return await inAuditedTransaction(ctx, async (inside) => {
    const { db, organizationId } = inside;
    await lockSettings(db, organizationId);
    const row = await getItemRow(inside, id);
    if (given.version !== undefined && given.version !== row.version) throw new Refusal("changed_meanwhile");
    const before = await logged(inside, deps, id);
    if (given.text !== undefined) checkText(row.kind, given.text);
    const collectionId = given.collectionId ?? row.collection_id;
    await getCollection(inside, collectionId);
    await updateItem(db, organizationId, id, {
      ...(collectionId === row.collection_id ? {} : { collection_id: collectionId, former_collection_id: null }),
      ...toTextColumns(given.title ?? row.title, given.text ?? row.text),
      ...kindColumns(row, given, inside.now()),
      changed_at: inside.now(),
    });
    if (given.fileIds !== undefined) await giveFiles(inside, id, row.kind, given.fileIds);
    await makeShortLinks(inside, deps, id);
    const changes = changedFields(before, await logged(inside, deps, id));
    if (changes !== undefined)
      await announceChange(inside, { kind: row.kind, collectionId, itemId: id }, "edited", {
        subject: row.title,
        ...changes,
      });
    return await getItem(inside, deps, id);
  });
}

/** What only one of the two kinds has. */
function kindColumns(row: ItemRow, given: Given, now: Date) {
  if (row.kind === "response") return { shorten_links: given.shortenLinks ?? row.shorten_links };
  const published = given.published ?? row.published_at !== null;
  return {
    locale: given.locale ?? row.locale,
    slug: given.slug ?? row.slug,
    published_at: published ? (row.published_at ?? now) : null,
  };
}

async function logged(ctx: AuditedCtx, deps: LinkDeps, id: KnowledgeItemId): Promise<Record<string, unknown>> {
  const item = await getItem(ctx, deps, id);
  return toLoggedFields(item, (await getCollection(ctx, item.collectionId)).name);
}
