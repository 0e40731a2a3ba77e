import { type KnowledgeCollectionId, type KnowledgeCollectionView, Refusal } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { listCollectionRows } from "./collections.sql.ts";
import { toCollectionView } from "./knowledge.view.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

export async function listCollections(scope: Scope, state: "live" | "deleted"): Promise<KnowledgeCollectionView[]> {
  return (await listCollectionRows(scope.db, scope.organizationId, { state })).map(toCollectionView);
}

/** A live collection; a deleted one with `state`. */
export async function getCollection(
  scope: Scope,
  id: KnowledgeCollectionId,
  state: "live" | "deleted" = "live",
): Promise<KnowledgeCollectionView> {
  const [row] = await listCollectionRows(scope.db, scope.organizationId, { id });
  if (row === undefined || (row.deleted_at === null) !== (state === "live")) throw new Refusal("not_found");
  return toCollectionView(row);
}
