import type { ContactGroupId, RuleTree } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Row } from "../../db/index.ts";

export type GroupRow = Row<"contact_groups">;
type Scope = Pick<Ctx, "db" | "organizationId">;
/** Every id comes after it. */
const FIRST = "00000000-0000-0000-0000-000000000000";

export async function listGroupRows({ db, organizationId }: Scope): Promise<GroupRow[]> {
  return await db
    .selectFrom("contact_groups")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("deleted_at", "is", null)
    .orderBy(sql`lower(name)`)
    .execute();
}

export async function findGroupRow({ db, organizationId }: Scope, id: ContactGroupId): Promise<GroupRow | undefined> {
  return await db
    .selectFrom("contact_groups")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
}

/**
 * Held by whoever changes a group, before `holdRules`: who computes one holds its row first and then waits for the rules, and
 * the two must not wait for each other in a circle.
 */
export async function lockGroups({ db, organizationId }: Scope, ids: readonly ContactGroupId[]): Promise<void> {
  await db
    .selectFrom("contact_groups")
    .select("id")
    .where("organization_id", "=", organizationId)
    .where("id", "in", [...ids])
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
}

/** Members of each group, counted up to `most` + 1. */
export async function countMembers(
  { db, organizationId }: Scope,
  ids: readonly ContactGroupId[],
  most: number,
): Promise<Map<ContactGroupId, number>> {
  const rows = await sql<{ id: ContactGroupId; n: number }>`
    select g.id, (select count(*)::int from (
      select 1 from contact_group_members m where m.organization_id = ${organizationId} and m.group_id = g.id limit ${most + 1}
    ) x) as n from unnest(${[...ids]}::uuid[]) as g(id)`.execute(db);
  return new Map(rows.rows.map((row) => [row.id, row.n]));
}

export async function insertGroup(
  ctx: Ctx,
  group: { id: ContactGroupId; name: string; rule: RuleTree; marksVip: boolean },
): Promise<void> {
  await ctx.db
    .insertInto("contact_groups")
    .values({
      organization_id: ctx.organizationId,
      id: group.id,
      name: group.name,
      rule: JSON.stringify(group.rule),
      marks_vip: group.marksVip,
      computing_after: FIRST,
      created_at: ctx.now(),
      changed_at: ctx.now(),
    })
    .execute();
}

/** With a rule or another mark every contact is looked at again. */
export async function updateGroup(
  ctx: Ctx,
  id: ContactGroupId,
  set: { name?: string; rule?: RuleTree; marksVip?: boolean },
): Promise<void> {
  const again = set.rule !== undefined || set.marksVip !== undefined;
  await ctx.db
    .updateTable("contact_groups")
    .set({
      ...(set.name === undefined ? {} : { name: set.name }),
      ...(set.rule === undefined ? {} : { rule: JSON.stringify(set.rule) }),
      ...(set.marksVip === undefined ? {} : { marks_vip: set.marksVip }),
      ...(again ? { computing_after: FIRST } : {}),
      changed_at: ctx.now(),
    })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

export async function recomputeGroup({ db, organizationId }: Scope, id: ContactGroupId): Promise<void> {
  await db
    .updateTable("contact_groups")
    .set({ computing_after: FIRST })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

/** From now on nobody asks for it; its members leave it in the background. */
export async function markGroupDeleted(ctx: Ctx, id: ContactGroupId): Promise<void> {
  await ctx.db
    .updateTable("contact_groups")
    .set({ deleted_at: ctx.now(), computing_after: FIRST })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}
