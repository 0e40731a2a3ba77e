import type { HeldCondition, RoutingDecision, ToldWords } from "@guichet/contract";
import type { Words } from "../../../locales/use-words.ts";

/** A decision with who made it. */
export type Told = { readonly decision: RoutingDecision; readonly actor: { readonly name: string } };
/** Team → its name now, or as it was when it was a candidate. */
export type TeamName = (id: string) => string | undefined;

/** Why a conversation has the team it has, in one sentence (decision 7). Pure. */
export function whyInWords({ decision, actor }: Told, nameOf: TeamName, { t, locale }: Words): string {
  const { rule, fallback, skillSets, teamId } = decision;
  const team = teamId === null ? "" : (nameOf(teamId) ?? t("routing.goneTeam"));
  const told = fallback ? skillSets : setsBehind(decision);
  const sets = new Intl.ListFormat(locale).format(told.map(({ name }) => `“${name}”`));
  const given = { team, sets, count: told.length, actor: actor.name };
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

/** The true skill sets that lead to where it went, or to those it was chosen from. */
function setsBehind({ rule, teamId, skillSets, candidates }: RoutingDecision): RoutingDecision["skillSets"] {
  const places = rule === "least_loaded" ? candidates.map((one) => one.teamId) : [teamId];
  return skillSets.filter(({ teamIds }) => teamIds.some((id) => places.includes(id)));
}

/** Teams to which true skill sets lead, and which could not have it: they did not take its channel, or nobody was in them (R56). Pure. */
export function leftOut({ rule, skillSets, candidates, fallback }: RoutingDecision, nameOf: TeamName): string[] {
  if (rule === "by_hand") return [];
  const asked = new Set<string>(fallback ? [] : candidates.map(({ teamId }) => teamId));
  const others = new Set<string>(skillSets.flatMap(({ teamIds }) => teamIds).filter((id) => !asked.has(id)));
  return [...others].flatMap((id) => nameOf(id) ?? []);
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

/** A condition of a skill set that held, as it was called then. Pure. */
export function heldInWords({ field, operator, ...told }: HeldCondition, words: Words): string {
  const { t } = words;
  if (field === "visibility") return t("routing.held_visibility", { value: visibilityInWords(told.words[0], words) });
  const asked = operator === "all_of" || operator === "none_of" ? operator : "any_of";
  if (field === "keywords") {
    const quoted = told.words.map((value) => t("routing.phrase", { value }));
    return t(`routing.held_keywords_${asked}`, { values: listInWords({ ...told, words: quoted }, words) });
  }
  if (operator === "empty") return t(`routing.held_${field}_empty`);
  return t(`routing.held_${field}_${asked}`, { values: listInWords(told, words) });
}

export function visibilityInWords(visibility: string | undefined, { t }: Words): string {
  return t(visibility === "public" ? "conversations.public" : "conversations.private");
}

/** Names, and how many more there were. Pure. */
export function listInWords({ words: names, more }: ToldWords, { t, locale }: Words): string {
  if (names.length + more === 0) return t("routing.knownNone");
  const rest = more === 0 ? [] : [t("routing.knownMore", { count: more })];
  return new Intl.ListFormat(locale).format([...names, ...rest]);
}
