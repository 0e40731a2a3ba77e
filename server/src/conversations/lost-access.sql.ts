import type { ChannelId, ConversationId, UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import type { Conversation } from "./conversation.ts";

/** What somebody works on, and who sees it. */
export type AtWork = Pick<Conversation, "id" | "channel_id" | "team_id" | "assignee_id">;

/** Open work of a user, in a stable order so that two writers cannot wait for one another. */
export async function listAssigned(ctx: Ctx, userId: UserId): Promise<AtWork[]> {
  return await ctx.db
    .selectFrom("conversations")
    .select(["id", "channel_id", "team_id", "assignee_id"])
    .where("organization_id", "=", ctx.organizationId)
    .where("assignee_id", "=", userId)
    .where("status", "in", ["new", "pending"])
    .orderBy("id")
    .execute();
}

export async function listLocked(ctx: Ctx, userId: UserId): Promise<AtWork[]> {
  return await ctx.db
    .selectFrom("conversations")
    .select(["id", "channel_id", "team_id", "assignee_id"])
    .where("organization_id", "=", ctx.organizationId)
    .where("lock_user_id", "=", userId)
    .execute();
}

/** Who has an open conversation assigned or locked, in one channel or in all. */
export async function workingUsers(ctx: Ctx, channelId: ChannelId | undefined): Promise<UserId[]> {
  const rows = await ctx.db
    .selectFrom("conversations")
    .select(["assignee_id", "lock_user_id"])
    .distinct()
    .where("organization_id", "=", ctx.organizationId)
    .where((eb) => eb.or([eb("assignee_id", "is not", null), eb("lock_user_id", "is not", null)]))
    .where("status", "in", ["new", "pending"])
    .$if(channelId !== undefined, (query) => query.where("channel_id", "=", channelId as ChannelId))
    .execute();
  return [...new Set(rows.flatMap((row) => [row.assignee_id, row.lock_user_id]))].filter((id) => id !== null);
}

export async function listOpenOfChannel(ctx: Ctx, channelId: ChannelId): Promise<ConversationId[]> {
  const rows = await ctx.db
    .selectFrom("conversations")
    .select("id")
    .where("organization_id", "=", ctx.organizationId)
    .where("channel_id", "=", channelId)
    .where("status", "in", ["new", "pending"])
    .orderBy("id")
    .execute();
  return rows.map((row) => row.id);
}
