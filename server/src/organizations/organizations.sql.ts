import type { OrganizationId } from "@guichet/contract";
import type { Insertable, Selectable, Updateable } from "kysely";
import type { Db, Tables } from "../db/index.ts";

export type OrganizationRow = Selectable<Tables["organizations"]>;

/** `system`: a new organization has no door yet. */
export async function insertOrganization(system: Db, row: Insertable<Tables["organizations"]>): Promise<void> {
  await system.insertInto("organizations").values(row).execute();
}

export async function findOrganizationRow(db: Db, id: OrganizationId): Promise<OrganizationRow> {
  return await db.selectFrom("organizations").where("id", "=", id).selectAll().executeTakeFirstOrThrow();
}

export async function updateOrganizationRow(
  db: Db,
  id: OrganizationId,
  changes: Updateable<Tables["organizations"]>,
): Promise<void> {
  await db.updateTable("organizations").set(changes).where("id", "=", id).execute();
}

/** For the machine: every organization of the installation. */
export async function listOrganizationIds(system: Db): Promise<OrganizationId[]> {
  return (await system.selectFrom("organizations").select("id").orderBy("id").execute()).map((row) => row.id);
}

/** For the machine: since when this database holds an organization. */
export async function foundedAt(system: Db): Promise<Date | undefined> {
  const first = await system
    .selectFrom("organizations")
    .select("created_at")
    .orderBy("created_at")
    .limit(1)
    .executeTakeFirst();
  return first?.created_at;
}
