import type { AccessMode, ChannelRole, UserView, userAccessBody } from "@guichet/contract";
import type { z } from "zod";

export type AccessValues = {
  mode: AccessMode;
  channels: readonly { id: string; value: ChannelRole }[];
  teams: readonly { id: string; value: ChannelRole }[];
};

/** What an editor of access begins with. */
export function toAccessValues(user: Pick<UserView, "accessMode" | "channels" | "teams">): AccessValues {
  return {
    mode: user.accessMode,
    channels: user.channels.map(({ channelId, role }) => ({ id: channelId, value: role })),
    teams: user.teams.map(({ teamId, role }) => ({ id: teamId, value: role })),
  };
}

/** What it says in the end: only the chosen way counts (W16). */
export function toAccessBody(values: AccessValues): z.input<typeof userAccessBody> {
  return values.mode === "channels"
    ? { accessMode: "channels", channels: values.channels.map(({ id, value }) => ({ channelId: id, role: value })) }
    : { accessMode: "teams", teams: values.teams.map(({ id, value }) => ({ teamId: id, role: value })) };
}
