import {
  type ChannelId,
  type ContactGroupId,
  type MessageText,
  type PreparedRule,
  type RoutingDecision,
  type RoutingTrigger,
  type RuleFacts,
  readMessageText,
  type SkillSetId,
  type TeamId,
  type TopicId,
  type Visibility,
} from "@guichet/contract";
import { type TeamAtWork, takesChannel } from "../../users/index.ts";
import type { Names } from "./names.sql.ts";
import type { Reasons } from "./prepare-reasons.ts";

/** A skill set that is enabled, whole and applied to teams. */
export type SkillSet = {
  readonly id: SkillSetId;
  readonly name: string;
  readonly holds: PreparedRule;
  /** Asked of a decision that is told. */
  readonly reasons: Reasons;
  readonly teamIds: readonly TeamId[];
};
/** What an organization has set up for the choice of teams. */
export type RoutingSettings = {
  readonly teams: ReadonlyMap<TeamId, TeamAtWork>;
  readonly skillSets: readonly SkillSet[];
  readonly fallbackTeamIds: readonly TeamId[];
  /** What its skill sets ask for. */
  readonly asks: { readonly topics: boolean; readonly groups: boolean; readonly keywords: boolean };
  readonly names: Names;
};
/** How busy a team is. `receivedAt`: epoch milliseconds; 0: never. */
export type Load = { readonly waiting: number; readonly available: number; readonly receivedAt: number };
export type LoadOf = (id: TeamId) => Load;

export type TeamQuestion = {
  readonly trigger: RoutingTrigger;
  readonly channelId: ChannelId;
  readonly visibility: Visibility;
  readonly topicIds: readonly TopicId[];
  readonly groupIds: readonly ContactGroupId[];
  readonly text: string;
  readonly teamId: TeamId | null;
  readonly teamByHand: boolean;
  readonly automations: RoutingDecision["automations"];
};

/**
 * Which team a conversation gets (analytics, 5.1). Where a person placed it, while that team takes its channel; else one of the
 * teams to which a true skill set leads, else one of the default fallback teams: the one it has already, or the least loaded.
 * Exactly one, or none when nobody could take it. Pure; `loadOf` is asked only when there are several.
 */
export function chooseTeam(question: TeamQuestion, settings: RoutingSettings, loadOf: LoadOf): RoutingDecision {
  const { trigger, channelId, teamId: present, teamByHand, automations } = question;
  const takers = (ids: readonly TeamId[]) => teamsThatTake(ids, channelId, settings);
  const told = { trigger, automations };
  if (teamByHand && present !== null) {
    const [placed] = takers([present]);
    if (placed !== undefined)
      return {
        ...told,
        rule: "by_hand",
        teamId: present,
        fallback: false,
        skillSets: [],
        candidates: [candidateOf(placed)],
      };
  }
  const facts = factsOf(question);
  const fitting = settings.skillSets.filter(({ holds }) => holds(facts));
  const skillSets = fitting.map(({ id, name, teamIds }) => ({ id, name, teamIds: [...teamIds] }));
  const led = takers(fitting.flatMap(({ teamIds }) => teamIds));
  const fallback = led.length === 0;
  const teams = fallback ? takers(settings.fallbackTeamIds) : led;
  const candidates = teams.map(candidateOf);
  const known = { ...told, fallback, skillSets };
  const [first] = teams;
  if (first === undefined) return { ...known, rule: "no_team", teamId: null, candidates };
  if (teams.some(({ id }) => id === present)) return { ...known, rule: "kept", teamId: present, candidates };
  if (teams.length === 1) return { ...known, rule: "only", teamId: first.id, candidates };
  return { ...known, rule: "least_loaded", ...leastLoaded(teams, loadOf) };
}

/** What a message says is read once, and only where somebody asks. */
export function factsOf({
  topicIds,
  groupIds,
  visibility,
  text,
}: Pick<TeamQuestion, "topicIds" | "groupIds" | "visibility" | "text">): RuleFacts {
  let read: MessageText | undefined;
  return (field) => {
    switch (field) {
      case "topics":
        return topicIds;
      case "groups":
        return groupIds;
      case "visibility":
        return visibility;
      case "keywords":
        read ??= readMessageText(text);
        return read;
      default:
        return undefined;
    }
  };
}

/** Each once, in the order of their ids: what is chosen must not hang on the order in which things were set up. */
function teamsThatTake(ids: readonly TeamId[], channelId: ChannelId, { teams }: RoutingSettings): TeamAtWork[] {
  return [...new Set(ids)].sort().flatMap((id) => {
    const team = teams.get(id);
    return team !== undefined && takesChannel(team, channelId) ? [team] : [];
  });
}

function candidateOf({ id, name }: TeamAtWork): RoutingDecision["candidates"][number] {
  return { teamId: id, name, waiting: null, available: null };
}

/** New conversations for each member who is Available; of equals the one that received a conversation least recently. */
function leastLoaded(
  teams: readonly TeamAtWork[],
  loadOf: LoadOf,
): Pick<RoutingDecision, "candidates"> & { teamId: TeamId | null } {
  const asked = teams.map((team) => ({ team, load: loadOf(team.id) }));
  const ranked = asked.toSorted((a, b) => perHead(a.load) - perHead(b.load) || a.load.receivedAt - b.load.receivedAt);
  return {
    teamId: ranked[0]?.team.id ?? null,
    candidates: asked.map(({ team, load: { waiting, available } }) => ({ ...candidateOf(team), waiting, available })),
  };
}

function perHead({ waiting, available }: Load): number {
  return waiting / Math.max(1, available);
}
