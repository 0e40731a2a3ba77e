import { asksFor, checkSkillRule, createRuleBook, prepareSkillRule, type TeamId } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { listTeamsAtWork } from "../../users/index.ts";
import { listFallbackTeamIds } from "../fallback/fallback-teams.sql.ts";
import { existingIn } from "../skill-sets/existing.sql.ts";
import { listSkillSetRows, type SkillSetRow } from "../skill-sets/skill-sets.sql.ts";
import { wholeRule } from "../skill-sets/whole-rule.ts";
import type { RoutingSettings, SkillSet } from "./choose-team.ts";
import { readNames } from "./names.sql.ts";
import { prepareReasons } from "./prepare-reasons.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** Undefined: nothing is set up, so nobody chooses. Skill sets that cannot match are left out (R50, R52). */
export async function loadSettings(scope: Scope): Promise<RoutingSettings | undefined> {
  const rows = (await listSkillSetRows(scope)).filter(({ enabled, team_ids }) => enabled && team_ids.length > 0);
  const fallbackTeamIds = await listFallbackTeamIds(scope);
  return rows.length === 0 && fallbackTeamIds.length === 0 ? undefined : await toSettings(scope, rows, fallbackTeamIds);
}

/** What these skill sets and fallback teams make, whether or not there are any. */
export async function toSettings(
  scope: Scope,
  rows: readonly Pick<SkillSetRow, "id" | "name" | "rule" | "team_ids">[],
  fallbackTeamIds: readonly TeamId[],
): Promise<RoutingSettings> {
  const existing = await existingIn(
    scope,
    rows.map(({ rule }) => rule),
  );
  const whole = rows
    .map((row) => ({ ...row, rule: wholeRule(row.rule, existing) }))
    .filter(({ rule }) => checkSkillRule(rule).length === 0);
  const names = await readNames(scope);
  const book = createRuleBook();
  const skillSets = whole.map(
    ({ id, name, rule, team_ids: teamIds }): SkillSet => ({
      ...{ id, name, teamIds },
      holds: prepareSkillRule(rule, book),
      reasons: prepareReasons(rule, names),
    }),
  );
  const asks = (field: "topics" | "groups" | "keywords") => whole.some(({ rule }) => asksFor(rule, field));
  return {
    teams: new Map((await listTeamsAtWork(scope)).map((team) => [team.id, team])),
    ...{ skillSets, fallbackTeamIds, names },
    asks: { topics: asks("topics"), groups: asks("groups"), keywords: asks("keywords") },
  };
}

/** Could one conversation have several candidates? Else nobody has to know how busy teams are. */
export function mayCompete({ teams, skillSets, fallbackTeamIds }: RoutingSettings): boolean {
  const led = new Set<TeamId>(skillSets.flatMap(({ teamIds }) => teamIds));
  return [[...led], fallbackTeamIds].some((ids) => {
    const channels = ids.flatMap((id) => [...(teams.get(id)?.channelIds ?? [])]);
    return new Set(channels).size < channels.length;
  });
}
