import type { Db } from "../db/index.ts";
import type { PublicArticle } from "./article-page.ts";

/** A narrow look-up outside the organizations' doors: the address of a page names no organization. Published ones only. */
export async function findPublicArticle(
  system: Db,
  publicKey: string,
): Promise<(PublicArticle & { readonly slug: string | null }) | undefined> {
  return await system
    .selectFrom("knowledge_items as i")
    .innerJoin("knowledge_collections as k", (join) =>
      join.onRef("k.organization_id", "=", "i.organization_id").onRef("k.id", "=", "i.collection_id"),
    )
    .innerJoin("organizations as o", "o.id", "i.organization_id")
    .where("i.public_key", "=", publicKey)
    .where("i.published_at", "is not", null)
    .where("i.deleted_at", "is", null)
    .where("k.deleted_at", "is", null)
    .select(["i.title", "i.text", "i.locale", "i.slug", "o.name as organizationName", "i.changed_at as changedAt"])
    .executeTakeFirst();
}
