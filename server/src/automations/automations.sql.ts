import type { AutomationId, AutomationUsesQuery } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Row } from "../db/index.ts";

export type AutomationRow = Row<"automations">;
/** What an Admin sets. */
export type AutomationFields = Pick<
  AutomationRow,
  "name" | "enabled" | "rule" | "actions" | "all_channels" | "channel_ids"
>;
type Scope = Pick<Ctx, "db" | "organizationId">;

/** In the order in which they run. */
export async function listAutomationRows({ db, organizationId }: Scope): Promise<AutomationRow[]> {
  return await db
    .selectFrom("automations")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("deleted_at", "is", null)
    .orderBy("position")
    .orderBy("id")
    .execute();
}

/** Held until the end of the transaction, deleted or not. */
export async function lockAutomation(
  { db, organizationId }: Scope,
  id: AutomationId,
): Promise<AutomationRow | undefined> {
  return await db
    .selectFrom("automations")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** Fails with the unique key `automations_name` when there is one of that name. */
export async function insertAutomation(
  ctx: Ctx,
  row: AutomationFields & Pick<AutomationRow, "id" | "position">,
): Promise<void> {
  await ctx.db
    .insertInto("automations")
    .values({
      ...row,
      rule: JSON.stringify(row.rule),
      actions: JSON.stringify(row.actions),
      organization_id: ctx.organizationId,
      created_at: ctx.now(),
      changed_at: ctx.now(),
    })
    .execute();
}

/** Fails as `insertAutomation` does. */
export async function updateAutomation(
  ctx: Ctx,
  id: AutomationId,
  row: AutomationFields & Pick<AutomationRow, "deleted_at">,
): Promise<void> {
  await ctx.db
    .updateTable("automations")
    .set({
      name: row.name,
      enabled: row.enabled,
      rule: JSON.stringify(row.rule),
      actions: JSON.stringify(row.actions),
      all_channels: row.all_channels,
      channel_ids: row.channel_ids,
      deleted_at: row.deleted_at,
      changed_at: ctx.now(),
      version: sql`version + 1`,
    })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

/** Places from 1 on, in the order of `ids`. */
export async function writeOrder({ db, organizationId }: Scope, ids: readonly AutomationId[]): Promise<void> {
  await sql`
    update automations a set position = o.position
    from unnest(${[...ids]}::uuid[]) with ordinality as o(id, position)
    where a.organization_id = ${organizationId} and a.id = o.id and a.position <> o.position`.execute(db);
}

/** Those that name a thing, in the order in which they run. */
export async function listAutomationRowsWith(
  { db, organizationId }: Scope,
  { part, id }: AutomationUsesQuery,
): Promise<Pick<AutomationRow, "id" | "name" | "enabled">[]> {
  const names = {
    tags: sql<boolean>`actions @> ${JSON.stringify([{ tagId: id }])}::jsonb`,
    topics: sql<boolean>`actions @> ${JSON.stringify([{ topicId: id }])}::jsonb`,
    reasons: sql<boolean>`actions @> ${JSON.stringify([{ reasonId: id }])}::jsonb`,
    channels: sql<boolean>`${id}::uuid = any(channel_ids)`,
  };
  return await db
    .selectFrom("automations")
    .select(["id", "name", "enabled"])
    .where("organization_id", "=", organizationId)
    .where("deleted_at", "is", null)
    .where(names[part])
    .orderBy("position")
    .orderBy("id")
    .execute();
}

/** What was deleted long enough ago that nobody takes it back. */
export async function forgetDeleted({ db, organizationId }: Scope, before: Date): Promise<void> {
  await db
    .deleteFrom("automations")
    .where("organization_id", "=", organizationId)
    .where("deleted_at", "<", before)
    .execute();
}
