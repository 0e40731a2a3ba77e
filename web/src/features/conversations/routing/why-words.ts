import type { RoutingDecision } from "@guichet/contract";
import type { Words } from "../../../locales/use-words.ts";

/** A decision with who made it. */
export type Told = { readonly decision: RoutingDecision; readonly actor: { readonly name: string } };
/** Team → its name now, or as it was when it was a candidate. */
export type TeamName = (id: string) => string | undefined;

/** Why a conversation has the team it has, in one sentence (decision 7). Pure. */
export function whyInWords({ decision, actor }: Told, nameOf: TeamName, { t, locale }: Words): string {
  const { rule, fallback, skillSets, teamId } = decision;
  const team = teamId === null ? "" : (nameOf(teamId) ?? t("routing.goneTeam"));
  const names = skillSets.map(({ name }) => `“${name}”`);
  const sets = new Intl.ListFormat(locale).format(names);
  const given = { team, sets, count: skillSets.length, actor: actor.name };
  switch (rule) {
    case "by_hand":
      return t(teamId === null ? "routing.whyByHandNone" : "routing.whyByHand", given);
    case "no_team":
      return t(skillSets.length === 0 ? "routing.whyNoTeam" : "routing.whyNoTeamLed", given);
    case "only":
      if (!fallback) return t("routing.whyOnly", given);
      return t(skillSets.length === 0 ? "routing.whyFallbackOnly" : "routing.whyFallbackLed", given);
    case "kept":
      if (!fallback) return t("routing.whyKept", given);
      return t(skillSets.length === 0 ? "routing.whyFallbackKept" : "routing.whyFallbackLed", given);
    case "least_loaded":
      if (!fallback) return t("routing.whyLeast", given);
      return t(skillSets.length === 0 ? "routing.whyFallbackLeast" : "routing.whyFallbackLed", given);
  }
}

/** The names of teams there are now, and of those that were there when it was decided. */
export function teamNames(
  teams: readonly { readonly id: string; readonly name: string }[],
  decisions: readonly RoutingDecision[],
): TeamName {
  const names = new Map(decisions.flatMap((one) => one.candidates.map((team) => [team.teamId as string, team.name])));
  for (const team of teams) names.set(team.id, team.name);
  return (id) => names.get(id);
}
