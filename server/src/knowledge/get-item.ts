import { type KnowledgeItemId, type KnowledgeItemView, Refusal } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { findItemRow, type ItemRow } from "./items.sql.ts";
import { toItemView } from "./knowledge.view.ts";
import type { LinkDeps } from "./knowledge-deps.ts";
import { listKnowledgeFiles } from "./knowledge-files.sql.ts";
import { listShortLinks } from "./short-links.sql.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** For Settings: a live item with all that belongs to it. */
export async function getItem(
  scope: Scope,
  deps: Pick<LinkDeps, "publicUrl">,
  id: KnowledgeItemId,
): Promise<KnowledgeItemView> {
  const { db, organizationId } = scope;
  const row = await getItemRow(scope, id);
  const files = await listKnowledgeFiles(db, organizationId, [id]);
  return toItemView(row, files, await listShortLinks(db, organizationId, [id]), deps);
}

export async function getItemRow(
  { db, organizationId }: Scope,
  id: KnowledgeItemId,
  state: "live" | "deleted" = "live",
): Promise<ItemRow> {
  const row = await findItemRow(db, organizationId, id);
  if (row === undefined || (row.deleted_at === null) !== (state === "live")) throw new Refusal("not_found");
  return row;
}
