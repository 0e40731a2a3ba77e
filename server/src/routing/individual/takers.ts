import {
  abilitiesOf,
  type ChannelId,
  type ChannelRole,
  highestRole,
  type TeamId,
  type UserId,
} from "@guichet/contract";

/** A team; `gives`: it has a maximum, so what waits with it is given to its members. */
export type GivingTeam = { readonly id: TeamId; readonly gives: boolean; readonly channelIds: readonly ChannelId[] };
export type Membership = { readonly userId: UserId; readonly teamId: TeamId; readonly role: ChannelRole };
/** Who can get what waits with a team on a channel; nobody: it is left out. */
export type TakersPlace = {
  readonly teamId: TeamId;
  readonly channelId: ChannelId;
  readonly takers: ReadonlySet<UserId>;
};

/**
 * Who may be given what: members of the team who may answer on the channel, by this team or another of theirs (S23). Pure.
 * `memberships`: every one of the people who come into question.
 */
export function listTakers(teams: readonly GivingTeam[], memberships: readonly Membership[]): TakersPlace[] {
  const teamsById = new Map(teams.map((team) => [team.id, { ...team, channels: new Set(team.channelIds) }]));
  const ofPerson = Map.groupBy(memberships, ({ userId }) => userId);
  const mayAnswer = (userId: UserId, channelId: ChannelId): boolean => {
    const ways = (ofPerson.get(userId) ?? []).filter(({ teamId }) => teamsById.get(teamId)?.channels.has(channelId));
    const role = highestRole(ways.map((way) => way.role));
    return role !== undefined && abilitiesOf(role).includes("reply");
  };
  const inTeam = Map.groupBy(memberships, ({ teamId }) => teamId);
  return teams
    .filter(({ gives }) => gives)
    .flatMap(({ id: teamId, channelIds }) =>
      channelIds.map((channelId) => {
        const people = (inTeam.get(teamId) ?? []).map(({ userId }) => userId);
        return { teamId, channelId, takers: new Set(people.filter((userId) => mayAnswer(userId, channelId))) };
      }),
    )
    .filter(({ takers }) => takers.size > 0);
}
