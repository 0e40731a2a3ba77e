import type { AttributeId, ContactId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Db } from "../../db/index.ts";

export async function setClearAt(ctx: Ctx, id: ContactId, at: Date | null): Promise<void> {
  await sql`
    update contacts set clear_at = ${at} where organization_id = ${ctx.organizationId} and id = ${id} and clear_at is distinct from ${at}`.execute(
    ctx.db,
  );
}

/** Contacts whose time has come. */
export async function listDue(
  system: Db,
  now: Date,
  limit: number,
): Promise<{ organizationId: OrganizationId; id: ContactId }[]> {
  const rows = await system
    .selectFrom("contacts")
    .select(["organization_id", "id"])
    .where("clear_at", "<=", now)
    .orderBy("clear_at")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ organizationId: row.organization_id, id: row.id }));
}

/** Takes every value of a contact away, in the history too; the times stay. Answers whether there was any. */
export async function eraseValues(ctx: Ctx, id: ContactId): Promise<boolean> {
  const { db, organizationId } = ctx;
  const gone = await sql`
    update attribute_values set value = null, folded = null, key = null, number = null, version = version + 1, changed_at = ${ctx.now()}
    where organization_id = ${organizationId} and contact_id = ${id} and value is not null`.execute(db);
  await sql`
    update contact_changes set before = null, after = null, erased = true
    where organization_id = ${organizationId} and contact_id = ${id} and what = 'attribute' and not erased`.execute(db);
  return Number(gone.numAffectedRows ?? 0) > 0;
}

/** A line that says when, and nothing else. */
export async function insertErasure(ctx: Ctx, contactId: ContactId, id: string): Promise<void> {
  await ctx.db
    .insertInto("contact_changes")
    .values({
      organization_id: ctx.organizationId,
      id,
      contact_id: contactId,
      at: ctx.now(),
      what: "attribute",
      actor_name: "Guichet",
      source: "system",
      erased: true,
    })
    .execute();
}

/** Deleted attributes with their values, step by step; answers whether anything was done. */
export async function purgeAttributes(system: Db, step: number): Promise<boolean> {
  const gone = await system
    .selectFrom("attributes")
    .select(["organization_id", "id"])
    .where("deleted_at", "is not", null)
    .limit(1)
    .executeTakeFirst();
  if (gone === undefined) return false;
  return await purgeAttribute(system, gone.organization_id, gone.id, step);
}

async function purgeAttribute(
  system: Db,
  organizationId: OrganizationId,
  id: AttributeId,
  step: number,
): Promise<boolean> {
  for (const table of ["attribute_values", "contact_changes"] as const) {
    const deleted = await sql`
      delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)} where organization_id = ${organizationId} and attribute_id = ${id} limit ${step}))`.execute(
      system,
    );
    if (Number(deleted.numAffectedRows ?? 0) >= step) return true;
  }
  await system.deleteFrom("attributes").where("organization_id", "=", organizationId).where("id", "=", id).execute();
  return true;
}

/** Notes that were deleted and not brought back. */
export async function purgeNotes(system: Db, before: Date): Promise<void> {
  await system.deleteFrom("contact_notes").where("deleted_at", "<", before).execute();
}
