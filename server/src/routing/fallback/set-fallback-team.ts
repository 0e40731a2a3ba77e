import { Refusal, type TeamId } from "@guichet/contract";
import { appendEvents } from "../../events/index.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  inAuditedTransaction,
  lockSettings,
} from "../../organizations/index.ts";
import { listTeamsAtWork } from "../../users/index.ts";
import { addFallbackTeam, removeFallbackTeam } from "./fallback-teams.sql.ts";

/** R61: one of the default fallback teams, or no more. Saved and effective at once; twice is once. */
export async function setFallbackTeam(ctx: AuditedCtx, teamId: TeamId, fallback: boolean): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const [team] = await listTeamsAtWork(inside, teamId);
    if (team === undefined) throw new Refusal("not_found", { details: { field: "teamId" } });
    const write = fallback ? addFallbackTeam : removeFallbackTeam;
    if (!(await write(inside, teamId))) return;
    await appendSettingsChange(inside, {
      action: fallback ? "fallback_team.added" : "fallback_team.removed",
      subject: team.name,
    });
    await appendEvents(inside, [{ type: "fallback_teams.changed", data: { teamId, fallback } }]);
  });
}
