import type { ChannelId } from "@guichet/contract";
import type { TeamAtWork } from "./teams-at-work.sql.ts";

/** Can a team be given work of a channel? It must reach it, and somebody must be in it: what nobody sees would be missed. */
export function takesChannel(team: Pick<TeamAtWork, "channelIds" | "memberIds"> | undefined, id: ChannelId): boolean {
  return team?.channelIds.has(id) === true && team.memberIds.size > 0;
}
