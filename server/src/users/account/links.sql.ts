import type { OrganizationId, UserId } from "@guichet/contract";
import type { Selectable } from "kysely";
import type { Db, Tables } from "../../db/index.ts";

export type LinkRow = Selectable<Tables["account_links"]>;

/** Links name no organization before they are read, so all of this goes through the machine's door, by hash alone. */
export async function insertLink(system: Db, row: Omit<LinkRow, "used_at">): Promise<void> {
  await system.insertInto("account_links").values(row).execute();
}

export async function findLinkRow(
  system: Db,
  purpose: LinkRow["purpose"],
  tokenHash: string,
  now: Date,
): Promise<LinkRow | undefined> {
  return await system
    .selectFrom("account_links")
    .where("token_hash", "=", tokenHash)
    .where("purpose", "=", purpose)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .selectAll()
    .executeTakeFirst();
}

/** Of two who use a link at once, one gets it. */
export async function takeLinkRow(
  system: Db,
  purpose: LinkRow["purpose"],
  tokenHash: string,
  now: Date,
): Promise<LinkRow | undefined> {
  return await system
    .updateTable("account_links")
    .set({ used_at: now })
    .where("token_hash", "=", tokenHash)
    .where("purpose", "=", purpose)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteLinks(
  system: Db,
  which: { purpose?: LinkRow["purpose"]; organizationId?: OrganizationId; userId?: UserId },
): Promise<void> {
  const { purpose, organizationId, userId } = which;
  let query = system.deleteFrom("account_links");
  if (purpose !== undefined) query = query.where("purpose", "=", purpose);
  if (organizationId !== undefined) query = query.where("organization_id", "=", organizationId);
  if (userId !== undefined) query = query.where("user_id", "=", userId);
  await query.execute();
}
