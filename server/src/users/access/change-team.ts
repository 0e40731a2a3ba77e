import type { TeamId, TeamOptions, TeamView, teamChannelsBody, teamMembersBody } from "@guichet/contract";
import type { z } from "zod";
import { appendEvents } from "../../events/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  changedFields,
  inAuditedTransaction,
  lockSettings,
  refuseTaken,
} from "../../organizations/index.ts";
import { checkIds } from "./check-ids.ts";
import { getTeam } from "./list-teams.ts";
import { switchAccessMode } from "./switch-access-mode.ts";
import {
  deleteTeamRow,
  insertTeam,
  renameTeamRow,
  replaceMembersOfTeam,
  replaceTeamChannels,
  writeTeamOptions,
} from "./teams.sql.ts";

type TeamChange = "created" | "edited" | "members" | "channels" | "deleted";

/** A new team without members and channels. Names are unique in the organization, whatever their case. */
export async function createTeam(ctx: AuditedCtx, name: string): Promise<TeamView> {
  return await namesAreUnique(() =>
    inAuditedTransaction(ctx, async (inside) => {
      const id = uuidV7() as TeamId;
      await insertTeam(inside.db, inside.organizationId, { id, name, createdAt: inside.now() });
      await announce(inside, id, "created", { subject: name });
      return await getTeam(inside, id);
    }),
  );
}

export async function renameTeam(ctx: AuditedCtx, id: TeamId, name: string): Promise<TeamView> {
  return await namesAreUnique(() =>
    changeTeam(ctx, id, "edited", async (inside) => renameTeamRow(inside.db, inside.organizationId, id, name)),
  );
}

/** Sets who is in the team, and in which role (R55: a user may be in several). Given people switch to access by teams. */
export async function setTeamMembers(
  ctx: AuditedCtx,
  id: TeamId,
  { members }: z.output<typeof teamMembersBody>,
): Promise<TeamView> {
  return await changeTeam(ctx, id, "members", async (inside, before) => {
    const userIds = members.map((member) => member.userId);
    await checkIds(inside, "users", userIds, "members");
    const replaced = new Set([...before.members.map((member) => member.userId), ...userIds]);
    await replaceMembersOfTeam(inside.db, inside.organizationId, id, [...replaced], members);
    for (const userId of userIds) await switchAccessMode(inside, userId, "teams");
  });
}

export async function setTeamChannels(
  ctx: AuditedCtx,
  id: TeamId,
  { channelIds }: z.output<typeof teamChannelsBody>,
): Promise<TeamView> {
  return await changeTeam(ctx, id, "channels", async (inside) => {
    await checkIds(inside, "channels", channelIds, "channelIds");
    const rows = channelIds.map((channelId) => ({ teamId: id, channelId }));
    await replaceTeamChannels(inside.db, inside.organizationId, { teamId: id }, rows);
  });
}

/** How its members see and work the queue, from the next request on. */
export async function setTeamOptions(ctx: AuditedCtx, id: TeamId, options: Partial<TeamOptions>): Promise<TeamView> {
  return await changeTeam(ctx, id, "edited", async (inside, before) =>
    writeTeamOptions(inside.db, inside.organizationId, id, { ...before.options, ...options }),
  );
}

/** The team is gone, and with it its members' way to its channels. Conversations keep their history. */
export async function deleteTeam(ctx: AuditedCtx, id: TeamId): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const { name, members, channelIds } = await getTeam(inside, id);
    await deleteTeamRow(inside.db, inside.organizationId, id);
    await announce(inside, id, "deleted", { subject: name, before: { members, channelIds } });
  });
}

async function changeTeam(
  ctx: AuditedCtx,
  id: TeamId,
  change: TeamChange,
  write: (ctx: AuditedCtx, before: TeamView) => Promise<void>,
): Promise<TeamView> {
  return await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const before = await getTeam(inside, id);
    await write(inside, before);
    const after = await getTeam(inside, id);
    const changes = changedFields(toFields(before), toFields(after));
    if (changes !== undefined) await announce(inside, id, change, { subject: before.name, ...changes });
    return after;
  });
}

async function announce(
  ctx: AuditedCtx,
  teamId: TeamId,
  change: TeamChange,
  line: { subject: string; before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<void> {
  await appendSettingsChange(ctx, { action: `team.${change}`, ...line });
  await appendEvents(ctx, [{ type: "team.changed", data: { teamId, change } }]);
}

function toFields({ name, members, channelIds, options }: TeamView) {
  return { name, members, channelIds, ...options };
}

async function namesAreUnique<T>(work: () => Promise<T>): Promise<T> {
  return await refuseTaken({ teams_name: "name" }, work);
}
