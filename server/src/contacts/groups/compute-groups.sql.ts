import type { ContactGroupId, ContactId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Db } from "../../db/index.ts";

export type PendingGroup = { readonly id: ContactGroupId; readonly after: string; readonly deleted: boolean };

/** Organizations in which a rule waits for being applied. */
export async function listComputing(system: Db): Promise<OrganizationId[]> {
  const rows = await system
    .selectFrom("contact_groups")
    .select("organization_id")
    .distinct()
    .where("computing_after", "is not", null)
    .limit(100)
    .execute();
  return rows.map((row) => row.organization_id);
}

/**
 * One that no other process works on, held until the end of the transaction; not against its key, for whoever puts a contact
 * into the group holds that.
 */
export async function takePendingGroup(db: Db, organizationId: OrganizationId): Promise<PendingGroup | undefined> {
  const row = await db
    .selectFrom("contact_groups")
    .select(["id", "computing_after", "deleted_at"])
    .where("organization_id", "=", organizationId)
    .where("computing_after", "is not", null)
    .orderBy("changed_at")
    .limit(1)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (row === undefined || row.computing_after === null) return undefined;
  return { id: row.id, after: row.computing_after, deleted: row.deleted_at !== null };
}

/** The next contacts by id: all there are, or of a group that goes away its members. */
export async function nextContacts(
  db: Db,
  organizationId: OrganizationId,
  group: PendingGroup,
  limit: number,
): Promise<ContactId[]> {
  const from = group.deleted
    ? sql`select contact_id as id from contact_group_members where organization_id = ${organizationId} and group_id = ${group.id} and contact_id > ${group.after}::uuid`
    : sql`select id from contacts where organization_id = ${organizationId} and id > ${group.after}::uuid`;
  const rows = await sql<{ id: ContactId }>`${from} order by 1 limit ${limit}`.execute(db);
  return rows.rows.map((row) => row.id);
}

export async function moveOn(
  db: Db,
  organizationId: OrganizationId,
  id: ContactGroupId,
  after: ContactId | null,
): Promise<void> {
  await db
    .updateTable("contact_groups")
    .set({ computing_after: after })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

export async function removeGroup(db: Db, organizationId: OrganizationId, id: ContactGroupId): Promise<void> {
  await db.deleteFrom("contact_groups").where("organization_id", "=", organizationId).where("id", "=", id).execute();
}
