import type { ChannelId, UserId } from "@guichet/contract";
import type { AuditedCtx } from "../organizations/index.ts";
import { createTeam, createUser, setTeamChannels, setTeamMembers } from "../users/index.ts";
import { addressOf, type ChannelName, COLLEAGUES, TEAM_CHANNELS, type TeamName } from "./cast.ts";

/** Key of the cast → who they became. Without a password: an Admin invites them, or nobody ever signs in. */
export type Cast = ReadonlyMap<string, { readonly userId: UserId; readonly name: string }>;

export async function makePeople(ctx: AuditedCtx): Promise<Cast> {
  const cast = new Map<string, { userId: UserId; name: string }>();
  for (const colleague of COLLEAGUES) {
    const { key, teams: _, ...profile } = colleague;
    const userId = await createUser(ctx, { ...profile, email: addressOf(colleague), userReference: null });
    cast.set(key, { userId, name: `${colleague.firstName} ${colleague.lastName}` });
  }
  return cast;
}

/** Teams with their members and channels; whoever is in the cast reaches channels through them. */
export async function makeTeams(
  ctx: AuditedCtx,
  cast: Cast,
  channels: ReadonlyMap<ChannelName, ChannelId>,
): Promise<void> {
  for (const [name, channelNames] of Object.entries(TEAM_CHANNELS)) {
    const team = await createTeam(ctx, name);
    const channelIds = channelNames.flatMap((channel) => channels.get(channel) ?? []);
    await setTeamChannels(ctx, team.id, { channelIds });
    await setTeamMembers(ctx, team.id, { members: membersOf(name as TeamName, cast) });
  }
}

function membersOf(name: TeamName, cast: Cast) {
  return COLLEAGUES.flatMap(({ key, teams }) => {
    const userId = cast.get(key)?.userId;
    return teams.flatMap(({ team, role }) => (team === name && userId !== undefined ? [{ userId, role }] : []));
  });
}
