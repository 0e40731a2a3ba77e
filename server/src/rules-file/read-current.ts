import type { AutomationView, Prioritization, SkillSetView, TeamId } from "@guichet/contract";
import { listAutomations } from "../automations/index.ts";
import type { Ctx } from "../db/index.ts";
import { listFallbackTeamIds, listSkillSets, readPrioritization } from "../routing/index.ts";
import { toAutomationForm } from "./automation-form.ts";
import { listNames } from "./catalog.sql.ts";
import { type Names, toNames } from "./names.ts";
import { toPrioritizationForm } from "./prioritization-form.ts";
import type { RulesForm } from "./rules-form.ts";
import { toSkillSetForm } from "./skill-set-form.ts";

/** The rules of an organization as they are now, and as the file has them. */
export type Current = {
  readonly automations: readonly AutomationView[];
  readonly reasonAsked: boolean;
  readonly skillSets: readonly SkillSetView[];
  readonly fallbackTeamIds: readonly TeamId[];
  readonly prioritization: Prioritization;
  readonly names: Names;
  readonly form: RulesForm;
};

export async function readCurrent(ctx: Ctx): Promise<Current> {
  const names = toNames(await listNames(ctx));
  const { items: automations, reasonAsked } = await listAutomations(ctx);
  const skillSets = await listSkillSets(ctx);
  const fallbackTeamIds = await listFallbackTeamIds(ctx);
  const prioritization = await readPrioritization(ctx);
  return {
    ...{ automations, reasonAsked, skillSets, fallbackTeamIds, prioritization, names },
    form: {
      guichetRules: "1",
      automations: automations.map((view) => toAutomationForm(view, names)),
      skillSets: skillSets.map((view) => toSkillSetForm(view, names)),
      fallbackTeams: fallbackTeamIds.flatMap((id) => names.nameOf("team", id) ?? []).toSorted(),
      prioritization: toPrioritizationForm(prioritization, names),
    },
  };
}
