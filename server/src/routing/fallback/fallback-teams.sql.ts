import type { TeamId } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

export async function listFallbackTeamIds({ db, organizationId }: Scope): Promise<TeamId[]> {
  const rows = await db
    .selectFrom("fallback_teams")
    .select("team_id")
    .where("organization_id", "=", organizationId)
    .orderBy("team_id")
    .execute();
  return rows.map((row) => row.team_id);
}

/** False: that is so already. */
export async function addFallbackTeam({ db, organizationId }: Scope, teamId: TeamId): Promise<boolean> {
  const added = await db
    .insertInto("fallback_teams")
    .values({ organization_id: organizationId, team_id: teamId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(added.numInsertedOrUpdatedRows ?? 0) > 0;
}

export async function removeFallbackTeam({ db, organizationId }: Scope, teamId: TeamId): Promise<boolean> {
  const removed = await db
    .deleteFrom("fallback_teams")
    .where("organization_id", "=", organizationId)
    .where("team_id", "=", teamId)
    .executeTakeFirst();
  return Number(removed.numDeletedRows) > 0;
}
