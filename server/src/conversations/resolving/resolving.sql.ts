import type { ChannelId, ReasonsAsked, ResolutionReasonId, Visibility } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";

/** W66: is a reason asked for on this channel, for this type of conversation? */
export async function isReasonAsked(ctx: Ctx, channelId: ChannelId, visibility: Visibility): Promise<boolean> {
  const channel = await ctx.db
    .selectFrom("channels")
    .select("reason_asked")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", channelId)
    .executeTakeFirst();
  return channel?.reason_asked[visibility] === true;
}

/** Undefined: there is none, or it was deleted. */
export async function findReason(
  ctx: Ctx,
  id: ResolutionReasonId,
): Promise<{ name: string; active: boolean } | undefined> {
  return await ctx.db
    .selectFrom("resolution_reasons")
    .select(["name", "active"])
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
}

/** Does auto-resolve give reasons in this organization? */
export async function givesAutoReasons(ctx: Ctx): Promise<boolean> {
  return (await reasonsAsked(ctx))?.autoResolve === true;
}

/** W50: does bulk resolve ask for a reason? */
export async function isReasonAskedInBulk(ctx: Ctx): Promise<boolean> {
  return (await reasonsAsked(ctx))?.bulk === true;
}

async function reasonsAsked(ctx: Ctx): Promise<ReasonsAsked | undefined> {
  const organization = await ctx.db
    .selectFrom("organizations")
    .select("reasons_asked")
    .where("id", "=", ctx.organizationId)
    .executeTakeFirst();
  return organization?.reasons_asked;
}
