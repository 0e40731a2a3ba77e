import type { OrganizationId, ResolutionReasonId } from "@guichet/contract";
import { type Insertable, type Selectable, sql, type Updateable } from "kysely";
import type { Ctx, Db, Tables } from "../../db/index.ts";

export type ReasonRow = Selectable<Tables["resolution_reasons"]>;
type Scope = Pick<Ctx, "db" | "organizationId">;

/** Fails with the unique key `resolution_reasons_name` when there is one of that name. */
export async function insertReason(db: Db, row: Insertable<Tables["resolution_reasons"]>): Promise<void> {
  await db.insertInto("resolution_reasons").values(row).execute();
}

export async function listReasonRows({ db, organizationId }: Scope): Promise<ReasonRow[]> {
  return await db
    .selectFrom("resolution_reasons")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("deleted_at", "is", null)
    .orderBy(sql`lower(name)`)
    .orderBy("id")
    .execute();
}

export async function findReasonRow(
  { db, organizationId }: Scope,
  id: ResolutionReasonId,
): Promise<ReasonRow | undefined> {
  return await db
    .selectFrom("resolution_reasons")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
}

export async function updateReason(
  { db, organizationId }: Scope,
  id: ResolutionReasonId,
  changes: Updateable<Tables["resolution_reasons"]>,
): Promise<void> {
  await db
    .updateTable("resolution_reasons")
    .set(changes)
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

/** Does auto-resolve give it, for the organization or for a channel? */
export async function isUsedByAutoResolve(db: Db, organizationId: OrganizationId, id: string): Promise<boolean> {
  const used = await sql`
    select 1 from organizations where id = ${organizationId} and ${id} in (auto_resolve #>> '{new,reasonId}', auto_resolve #>> '{pending,reasonId}')
    union all
    select 1 from channels where organization_id = ${organizationId} and deleted_at is null
      and ${id} in (auto_resolve #>> '{new,reasonId}', auto_resolve #>> '{pending,reasonId}')
    limit 1`.execute(db);
  return used.rows.length > 0;
}
