import type { ChannelId, ChannelRole, OrganizationId, TeamId, TeamOptions, UserId } from "@guichet/contract";
import type { Db } from "../../db/index.ts";

export type MemberRow = { readonly teamId: TeamId; readonly userId: UserId; readonly role: ChannelRole };
export type TeamChannelRow = { readonly teamId: TeamId; readonly channelId: ChannelId };
export type TeamRow = { readonly id: TeamId; readonly name: string; readonly createdAt: Date };
export type TeamOptionsRow = TeamRow & TeamOptions;

/** Sorted by name. */
export async function listTeamRows(db: Db, organizationId: OrganizationId, id?: TeamId): Promise<TeamOptionsRow[]> {
  return await db
    .selectFrom("teams")
    .where("organization_id", "=", organizationId)
    .$if(id !== undefined, (query) => query.where("id", "=", id as TeamId))
    .select(["id", "name", "created_at as createdAt", "routed_only as routedOnly", "queue_filters as queueFilters"])
    .select(["channels_filter as channelsFilter", "queue_order as queueOrder", "most_assigned as mostAssigned"])
    .orderBy("name")
    .orderBy("id")
    .execute();
}

/** Fails with the unique key `teams_name` when a team has this name. */
export async function insertTeam(db: Db, organizationId: OrganizationId, team: TeamRow): Promise<void> {
  await db
    .insertInto("teams")
    .values({ organization_id: organizationId, id: team.id, name: team.name, created_at: team.createdAt })
    .execute();
}

/** Fails with the unique key `teams_name` when a team has this name. */
export async function renameTeamRow(db: Db, organizationId: OrganizationId, id: TeamId, name: string): Promise<void> {
  await db
    .updateTable("teams")
    .set({ name })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

export async function writeTeamOptions(
  db: Db,
  organizationId: OrganizationId,
  id: TeamId,
  options: TeamOptions,
): Promise<void> {
  await db
    .updateTable("teams")
    .set({
      routed_only: options.routedOnly,
      queue_filters: options.queueFilters,
      channels_filter: options.channelsFilter,
      queue_order: options.queueOrder,
      most_assigned: options.mostAssigned,
    })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

/** Members and channels of the team go with it. */
export async function deleteTeamRow(db: Db, organizationId: OrganizationId, id: TeamId): Promise<void> {
  await db.deleteFrom("teams").where("organization_id", "=", organizationId).where("id", "=", id).execute();
}

export async function listMemberRows(
  db: Db,
  organizationId: OrganizationId,
  of: { readonly userId?: UserId; readonly teamId?: TeamId } = {},
): Promise<MemberRow[]> {
  const { userId, teamId } = of;
  return await db
    .selectFrom("team_members")
    .where("organization_id", "=", organizationId)
    .$if(userId !== undefined, (query) => query.where("user_id", "=", userId as UserId))
    .$if(teamId !== undefined, (query) => query.where("team_id", "=", teamId as TeamId))
    .select(["team_id as teamId", "user_id as userId", "role"])
    .orderBy("team_id")
    .orderBy("user_id")
    .execute();
}

export async function listTeamChannelRows(
  db: Db,
  organizationId: OrganizationId,
  of: { readonly teamId?: TeamId; readonly channelId?: ChannelId } = {},
): Promise<TeamChannelRow[]> {
  const { teamId, channelId } = of;
  return await db
    .selectFrom("team_channels as t")
    .innerJoin("channels as c", (join) =>
      join.onRef("c.organization_id", "=", "t.organization_id").onRef("c.id", "=", "t.channel_id"),
    )
    .where("t.organization_id", "=", organizationId)
    .where("c.deleted_at", "is", null)
    .$if(teamId !== undefined, (query) => query.where("t.team_id", "=", teamId as TeamId))
    .$if(channelId !== undefined, (query) => query.where("t.channel_id", "=", channelId as ChannelId))
    .select(["t.team_id as teamId", "t.channel_id as channelId"])
    .orderBy("t.team_id")
    .orderBy("t.channel_id")
    .execute();
}

export async function replaceMembersOfUser(
  db: Db,
  organizationId: OrganizationId,
  userId: UserId,
  rows: readonly Omit<MemberRow, "userId">[],
): Promise<void> {
  await db
    .deleteFrom("team_members")
    .where("organization_id", "=", organizationId)
    .where("user_id", "=", userId)
    .execute();
  await insertMembers(
    db,
    organizationId,
    rows.map((row) => ({ ...row, userId })),
  );
}

/** `userIds`: whose rows in the team are replaced; rows of others stay as they are. */
export async function replaceMembersOfTeam(
  db: Db,
  organizationId: OrganizationId,
  teamId: TeamId,
  userIds: readonly UserId[],
  rows: readonly Omit<MemberRow, "teamId">[],
): Promise<void> {
  if (userIds.length > 0)
    await db
      .deleteFrom("team_members")
      .where("organization_id", "=", organizationId)
      .where("team_id", "=", teamId)
      .where("user_id", "in", userIds)
      .execute();
  await insertMembers(
    db,
    organizationId,
    rows.map((row) => ({ ...row, teamId })),
  );
}

async function insertMembers(db: Db, organizationId: OrganizationId, rows: readonly MemberRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto("team_members")
    .values(
      rows.map((row) => ({
        organization_id: organizationId,
        team_id: row.teamId,
        user_id: row.userId,
        role: row.role,
      })),
    )
    .execute();
}

/** Replaces the channels of a team, or the teams of a channel. */
export async function replaceTeamChannels(
  db: Db,
  organizationId: OrganizationId,
  of: { readonly teamId: TeamId } | { readonly channelId: ChannelId },
  rows: readonly TeamChannelRow[],
): Promise<void> {
  const deletion = db.deleteFrom("team_channels").where("organization_id", "=", organizationId);
  if ("teamId" in of) await deletion.where("team_id", "=", of.teamId).execute();
  else await deletion.where("channel_id", "=", of.channelId).execute();
  if (rows.length === 0) return;
  await db
    .insertInto("team_channels")
    .values(rows.map((row) => ({ organization_id: organizationId, team_id: row.teamId, channel_id: row.channelId })))
    .execute();
}
