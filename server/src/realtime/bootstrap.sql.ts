import type { ChannelSummary, TeamId, TopicId } from "@guichet/contract";
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
