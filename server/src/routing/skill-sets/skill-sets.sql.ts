import type { SkillSetId, TeamId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Row } from "../../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
export type SkillSetRow = Row<"skill_sets"> & { readonly team_ids: TeamId[] };

/** By name; deleted ones are left out. */
export async function listSkillSetRows(scope: Scope): Promise<SkillSetRow[]> {
  return await skillSets(scope).where("s.deleted_at", "is", null).orderBy(sql`lower(s.name)`).orderBy("s.id").execute();
}

/** A deleted one, too: its fields tell. */
export async function findSkillSetRow(scope: Scope, id: SkillSetId): Promise<SkillSetRow | undefined> {
  return await skillSets(scope).where("s.id", "=", id).executeTakeFirst();
}

function skillSets({ db, organizationId }: Scope) {
  return db
    .selectFrom("skill_sets as s")
    .selectAll("s")
    .select(
      sql<TeamId[]>`array(select t.team_id from skill_set_teams t
        where t.organization_id = s.organization_id and t.skill_set_id = s.id order by 1)`.as("team_ids"),
    )
    .where("s.organization_id", "=", organizationId);
}

type Fields = Pick<Row<"skill_sets">, "name" | "rule" | "enabled">;

/** Fails with the unique key `skill_sets_name` when another one that is not deleted has this name. */
export async function insertSkillSet(ctx: Ctx, id: SkillSetId, { name, rule, enabled }: Fields): Promise<void> {
  await ctx.db
    .insertInto("skill_sets")
    .values({
      ...{ organization_id: ctx.organizationId, id, name, rule: JSON.stringify(rule), enabled },
      ...{ created_at: ctx.now(), changed_at: ctx.now() },
    })
    .execute();
}

/** Fails as `insertSkillSet` does. Gives it a new version. */
export async function updateSkillSet(
  ctx: Ctx,
  id: SkillSetId,
  { rule, ...set }: Partial<Fields> & { deleted_at?: Date | null },
): Promise<void> {
  await ctx.db
    .updateTable("skill_sets")
    .set({
      ...set,
      ...(rule === undefined ? {} : { rule: JSON.stringify(rule) }),
      version: sql`version + 1`,
      changed_at: ctx.now(),
    })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
}

/** False: that is so already. */
export async function addSkillSetTeam({ db, organizationId }: Scope, id: SkillSetId, teamId: TeamId): Promise<boolean> {
  const added = await db
    .insertInto("skill_set_teams")
    .values({ organization_id: organizationId, skill_set_id: id, team_id: teamId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(added.numInsertedOrUpdatedRows ?? 0) > 0;
}

export async function removeSkillSetTeam(
  { db, organizationId }: Scope,
  id: SkillSetId,
  teamId: TeamId,
): Promise<boolean> {
  const removed = await db
    .deleteFrom("skill_set_teams")
    .where("organization_id", "=", organizationId)
    .where("skill_set_id", "=", id)
    .where("team_id", "=", teamId)
    .executeTakeFirst();
  return Number(removed.numDeletedRows) > 0;
}
