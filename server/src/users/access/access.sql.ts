import type { ChannelId, ChannelRole, OrganizationId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import type { Db } from "../../db/index.ts";

export type AccessRow = { readonly channelId: ChannelId; readonly userId: UserId; readonly role: ChannelRole };
/** Roles given by name. Deleted channels are left out; rows of people whose access goes through teams sleep. */
export async function listAccessRows(
  db: Db,
  organizationId: OrganizationId,
  of: { readonly userId?: UserId; readonly channelId?: ChannelId } = {},
): Promise<AccessRow[]> {
  const { userId, channelId } = of;
  return await db
    .selectFrom("channel_access as a")
    .innerJoin("channels as c", (join) =>
      join.onRef("c.organization_id", "=", "a.organization_id").onRef("c.id", "=", "a.channel_id"),
    )
    .where("a.organization_id", "=", organizationId)
    .where("c.deleted_at", "is", null)
    .$if(userId !== undefined, (query) => query.where("a.user_id", "=", userId as UserId))
    .$if(channelId !== undefined, (query) => query.where("a.channel_id", "=", channelId as ChannelId))
    .select(["a.channel_id as channelId", "a.user_id as userId", "a.role"])
    .orderBy("a.channel_id")
    .orderBy("a.user_id")
    .execute();
}

export async function replaceAccessOfUser(
  db: Db,
  organizationId: OrganizationId,
  userId: UserId,
  rows: readonly Omit<AccessRow, "userId">[],
): Promise<void> {
  await db
    .deleteFrom("channel_access")
    .where("organization_id", "=", organizationId)
    .where("user_id", "=", userId)
    .execute();
  await insertAccess(
    db,
    organizationId,
    rows.map((row) => ({ ...row, userId })),
  );
}

/** `userIds`: whose rows in the channel are replaced; rows of others stay as they are. */
export async function replaceAccessOfChannel(
  db: Db,
  organizationId: OrganizationId,
  channelId: ChannelId,
  userIds: readonly UserId[],
  rows: readonly Omit<AccessRow, "channelId">[],
): Promise<void> {
  if (userIds.length > 0)
    await db
      .deleteFrom("channel_access")
      .where("organization_id", "=", organizationId)
      .where("channel_id", "=", channelId)
      .where("user_id", "in", userIds)
      .execute();
  await insertAccess(
    db,
    organizationId,
    rows.map((row) => ({ ...row, channelId })),
  );
}

export async function insertAccess(db: Db, organizationId: OrganizationId, rows: readonly AccessRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto("channel_access")
    .values(
      rows.map((row) => ({
        organization_id: organizationId,
        channel_id: row.channelId,
        user_id: row.userId,
        role: row.role,
      })),
    )
    .execute();
}

/** Which of these exist here: ids of other organizations and of deleted channels look like ids of nothing. */
export async function listKnownIds(
  db: Db,
  organizationId: OrganizationId,
  table: "users" | "teams" | "channels",
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const alive = table === "channels" ? sql`and deleted_at is null` : sql``;
  const found = await sql<{ id: string }>`
    select id from ${sql.table(table)}
    where organization_id = ${organizationId} and id = any(${ids}::uuid[]) ${alive}`.execute(db);
  return found.rows.map((row) => row.id);
}
