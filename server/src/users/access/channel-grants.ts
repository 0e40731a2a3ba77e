import type { ChannelId, ChannelRole, channelAccessBody, TeamId, UserId } from "@guichet/contract";
import type { z } from "zod";
import { type AuditedCtx, changedFields, inAuditedTransaction, lockSettings } from "../../organizations/index.ts";
import type { Scope } from "../channel-access.ts";
import { listAccessModes } from "../users.sql.ts";
import { insertAccess, listAccessRows, replaceAccessOfChannel } from "./access.sql.ts";
import { checkIds } from "./check-ids.ts";
import { switchAccessMode } from "./switch-access-mode.ts";
import { listTeamChannelRows, replaceTeamChannels } from "./teams.sql.ts";

export type ChannelGrants = {
  readonly users: { userId: UserId; role: ChannelRole }[];
  readonly teamIds: TeamId[];
};

/** Access as the channel editor shows it: people with channel-based access by name, and teams. By channel, all channels. */
export async function listChannelGrants(scope: Scope, channelId?: ChannelId): Promise<Map<ChannelId, ChannelGrants>> {
  const { db, organizationId } = scope;
  const rows = await listAccessRows(db, organizationId, { channelId });
  const modes = await listAccessModes(db, organizationId, [...new Set(rows.map((row) => row.userId))]);
  const teams = await listTeamChannelRows(db, organizationId, { channelId });
  const grants = new Map<ChannelId, ChannelGrants>();
  const grantsOf = (id: ChannelId) => {
    const found = grants.get(id) ?? { users: [], teamIds: [] };
    grants.set(id, found);
    return found;
  };
  for (const row of rows)
    if (modes.get(row.userId) === "channels")
      grantsOf(row.channelId).users.push({ userId: row.userId, role: row.role });
  for (const row of teams) grantsOf(row.channelId).teamIds.push(row.teamId);
  return grants;
}

/**
 * Sets who reaches a channel, from the channel's end. Given people switch to channel-based access. Returns what changed,
 * for the channel's line in the log and its event; undefined when nothing did.
 */
export async function setChannelGrants(
  ctx: AuditedCtx,
  channelId: ChannelId,
  given: z.output<typeof channelAccessBody>,
): Promise<ReturnType<typeof changedFields>> {
  return await inAuditedTransaction(ctx, async (inside) => {
    const { db, organizationId } = inside;
    await lockSettings(db, organizationId);
    const before = await getGrants(inside, channelId);
    const userIds = given.users.map((user) => user.userId);
    await checkIds(inside, "users", userIds, "users");
    await checkIds(inside, "teams", given.teamIds, "teamIds");
    const replaced = new Set([...before.users.map((user) => user.userId), ...userIds]);
    await replaceAccessOfChannel(db, organizationId, channelId, [...replaced], given.users);
    const links = given.teamIds.map((teamId) => ({ teamId, channelId }));
    await replaceTeamChannels(db, organizationId, { channelId }, links);
    for (const userId of userIds) await switchAccessMode(inside, userId, "channels");
    return changedFields(before, await getGrants(inside, channelId));
  });
}

/** Gives one person a role in a new channel without touching their kind of access (decision 23). */
export async function grantChannel(
  ctx: AuditedCtx,
  channelId: ChannelId,
  userId: UserId,
  role: ChannelRole,
): Promise<void> {
  await insertAccess(ctx.db, ctx.organizationId, [{ channelId, userId, role }]);
}

async function getGrants(scope: Scope, channelId: ChannelId): Promise<ChannelGrants> {
  return (await listChannelGrants(scope, channelId)).get(channelId) ?? { users: [], teamIds: [] };
}
