import type { ChannelSummary, ChannelTrouble, TeamId, TopicId } from "@guichet/contract";
import type { Reach } from "../conversations/index.ts";
import type { Ctx } from "../db/index.ts";

export async function listTeamNames(ctx: Ctx): Promise<{ id: TeamId; name: string }[]> {
  return await ctx.db
    .selectFrom("teams")
    .select(["id", "name"])
    .where("organization_id", "=", ctx.organizationId)
    .orderBy("name")
    .execute();
}

export async function listTopicNames(ctx: Ctx): Promise<{ id: TopicId; name: string }[]> {
  return await ctx.db
    .selectFrom("topics")
    .select(["id", "name"])
    .where("organization_id", "=", ctx.organizationId)
    .where("deleted_at", "is", null)
    .orderBy("name")
    .execute();
}

/** The channels a viewer reaches, with the role in each. */
export async function listChannelSummaries(ctx: Ctx, reach: Reach): Promise<ChannelSummary[]> {
  const rows = await ctx.db
    .selectFrom("channels")
    .select(["id", "platform", "name", "state"])
    .where("organization_id", "=", ctx.organizationId)
    .where("deleted_at", "is", null)
    .orderBy("name")
    .execute();
  return rows.flatMap((row) => {
    const role = reach.get(row.id);
    return role === undefined ? [] : [{ ...row, role }];
  });
}

/** What is wrong with channels now: for an Admin with all, for others with those they reach. Nothing is wrong with a pause. */
export async function listChannelTroubles(ctx: Ctx, reach: Reach, mayMend: boolean): Promise<ChannelTrouble[]> {
  const rows = await ctx.db
    .selectFrom("channels")
    .select(["id", "platform", "name", "state", "state_reason", "trouble_since"])
    .where("organization_id", "=", ctx.organizationId)
    .where("deleted_at", "is", null)
    .where("state", "!=", "paused")
    .where((eb) => eb.or([eb("state", "=", "needs_reconnection"), eb("silent", "=", true)]))
    .orderBy("name")
    .execute();
  return rows
    .filter((row) => mayMend || reach.has(row.id))
    .map((row) => ({
      channelId: row.id,
      platform: row.platform,
      name: row.name,
      kind: row.state === "needs_reconnection" ? ("needs_reconnection" as const) : ("silent" as const),
      reason: mayMend ? row.state_reason : null,
      since: row.trouble_since?.toISOString() ?? null,
      mayMend,
    }));
}
