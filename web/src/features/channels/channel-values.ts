import type {
  AutoResolveOverride,
  ChannelRole,
  ChannelView,
  channelAccessBody,
  patchChannelBody,
} from "@guichet/contract";
import type { z } from "zod";
import type { Grant } from "../../ui/grant-list.tsx";
import type { Settings } from "./read-settings.ts";

export type ChannelValues = {
  name: string;
  autoAssign: boolean;
  shortCode: boolean;
  grantToAll: boolean;
  autoResolve: AutoResolveOverride;
  settings: Settings;
  users: Grant<ChannelRole>[];
  teams: Grant<"yes">[];
};
type Changes = {
  readonly fields: z.input<typeof patchChannelBody> | undefined;
  readonly access: z.input<typeof channelAccessBody> | undefined;
};

/** What the editor begins with. */
export function toChannelValues(channel: ChannelView): ChannelValues {
  return {
    name: channel.name,
    autoAssign: channel.autoAssign,
    shortCode: channel.shortCode,
    grantToAll: channel.grantToAll,
    autoResolve: channel.autoResolve,
    settings: channel.settings,
    users: channel.users.map(({ userId, role }) => ({ id: userId, value: role })),
    teams: channel.teamIds.map((id) => ({ id, value: "yes" })),
  };
}

/** Only what was changed, split as the server takes it: settings that nobody touched are not sent, nor tested again. */
export function changesOf(channel: ChannelView, values: ChannelValues): Changes {
  const before = toChannelValues(channel);
  const fields: z.input<typeof patchChannelBody> = {};
  if (values.name !== before.name) fields.name = values.name;
  if (values.autoAssign !== before.autoAssign) fields.autoAssign = values.autoAssign;
  if (values.shortCode !== before.shortCode) fields.shortCode = values.shortCode;
  if (values.grantToAll !== before.grantToAll) fields.grantToAll = values.grantToAll;
  if (differ(values.autoResolve, before.autoResolve)) fields.autoResolve = values.autoResolve;
  if (differ(values.settings, before.settings)) fields.settings = values.settings;
  const access = differ([values.users, values.teams], [before.users, before.teams]);
  return {
    fields: Object.keys(fields).length > 0 ? fields : undefined,
    access: access ? toAccess(values) : undefined,
  };
}

function toAccess(values: ChannelValues): z.input<typeof channelAccessBody> {
  return {
    users: values.users.map(({ id, value }) => ({ userId: id, role: value })),
    teamIds: values.teams.map(({ id }) => id),
  };
}

function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
