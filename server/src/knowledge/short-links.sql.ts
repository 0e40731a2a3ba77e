import type { KnowledgeItemId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Db } from "../db/index.ts";

export type ShortLinkRow = { readonly token: string; readonly url: string; readonly opens: number };

export async function listShortLinks(
  db: Db,
  organizationId: OrganizationId,
  itemIds: readonly KnowledgeItemId[],
): Promise<(ShortLinkRow & { readonly itemId: KnowledgeItemId })[]> {
  if (itemIds.length === 0) return [];
  const found = await sql<ShortLinkRow & { itemId: KnowledgeItemId }>`
    select token, url, opens::int as opens, item_id as "itemId" from short_links
    where organization_id = ${organizationId} and item_id = any(${[...itemIds]}::uuid[])`.execute(db);
  return found.rows;
}

/** One that is there already keeps its count. */
export async function keepShortLinks(
  db: Db,
  organizationId: OrganizationId,
  itemId: KnowledgeItemId,
  links: readonly Pick<ShortLinkRow, "token" | "url">[],
  now: Date,
): Promise<void> {
  if (links.length === 0) return;
  await db
    .insertInto("short_links")
    .values(
      links.map(({ token, url }) => ({
        organization_id: organizationId,
        token,
        item_id: itemId,
        url,
        created_at: now,
      })),
    )
    .onConflict((conflict) => conflict.columns(["organization_id", "token"]).doNothing())
    .execute();
}

/** A narrow look-up outside the organizations' doors: who follows a short link says nothing but its token. */
export async function findShortLink(
  system: Db,
  token: string,
): Promise<{ readonly organizationId: OrganizationId; readonly url: string } | undefined> {
  return await system
    .selectFrom("short_links")
    .select(["organization_id as organizationId", "url"])
    .where("token", "=", token)
    .executeTakeFirst();
}

/** A number and the time, nothing about who it was. */
export async function countOpening(db: Db, organizationId: OrganizationId, token: string, now: Date): Promise<void> {
  await sql`
    update short_links set opens = opens + 1, last_opened_at = ${now}
    where organization_id = ${organizationId} and token = ${token}`.execute(db);
}
