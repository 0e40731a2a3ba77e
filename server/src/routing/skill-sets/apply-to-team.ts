import type { SkillSetId, TeamId } from "@guichet/contract";
import { appendEvents } from "../../events/index.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  inAuditedTransaction,
  lockSettings,
} from "../../organizations/index.ts";
import { checkIds } from "../../users/index.ts";
import { getSkillSetRow } from "./list-skill-sets.ts";
import { addSkillSetTeam, removeSkillSetTeam } from "./skill-sets.sql.ts";

/** R40, R51: the set leads to this team, or no more. Each switch is saved at once; twice is once. */
export async function applyToTeam(ctx: AuditedCtx, id: SkillSetId, teamId: TeamId, applied: boolean): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const { name, team_ids: before } = await getSkillSetRow(inside, id);
    await checkIds(inside, "teams", [teamId], "teamId");
    const write = applied ? addSkillSetTeam : removeSkillSetTeam;
    if (!(await write(inside, id, teamId))) return;
    const { team_ids: after } = await getSkillSetRow(inside, id);
    await appendSettingsChange(inside, {
      action: "skill_set.teams",
      subject: name,
      before: { teamIds: before },
      after: { teamIds: after },
    });
    await appendEvents(inside, [{ type: "skill_set.changed", data: { skillSetId: id, change: "teams" } }]);
  });
}
