import {
  type ChannelSummary,
  type ChannelTrouble,
  type ContactGroupId,
  privateReplyDaysOf,
  replyWindowHoursOf,
  type TeamId,
  type UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import type { Reach } from "../conversations/index.ts";
import type { Ctx } from "../db/index.ts";

/** `own`: the user is in it, or reaches channels one by one and so is in none. */
export async function listTeamNames(ctx: Ctx, userId: UserId): Promise<{ id: TeamId; name: string; own: boolean }[]> {
  return await ctx.db
    .selectFrom("teams as t")
    .select(["t.id", "t.name"])
    .select(
      sql<boolean>`exists (select from users u where u.organization_id = t.organization_id and u.id = ${userId} and (
        u.access_mode = 'channels' or exists (select from team_members m
          where m.organization_id = t.organization_id and m.team_id = t.id and m.user_id = u.id)))`.as("own"),
    )
    .where("t.organization_id", "=", ctx.organizationId)
    .orderBy("t.name")
    .execute();
}

export async function listContactGroupNames(
  ctx: Ctx,
): Promise<{ id: ContactGroupId; name: string; marksVip: boolean }[]> {
  const rows = await ctx.db
    .selectFrom("contact_groups")
    .select(["id", "name", "marks_vip"])
    .where("organization_id", "=", ctx.organizationId)
    .where("deleted_at", "is", null)
    .orderBy("name")
    .execute();
  return rows.map((row) => ({ id: row.id, name: row.name, marksVip: row.marks_vip }));
}

/** The channels a viewer reaches, with the role in each. `topicRequired`: the organization's switch for all. */
export async function listChannelSummaries(ctx: Ctx, reach: Reach, topicRequired: boolean): Promise<ChannelSummary[]> {
  const rows = await ctx.db
    .selectFrom("channels as c")
    .innerJoin("organizations as o", "o.id", "c.organization_id")
    .select([
      "c.id",
      "c.platform",
      "c.name",
      "c.state",
      "c.reason_asked as reasonAsked",
      "c.topic_required",
      "c.short_code as shortCode",
    ])
    .select(sql<number>`((o.auto_resolve || c.auto_resolve) #>> '{pending,hours}')::int`.as("pendingHours"))
    .select(sql<number | null>`(c.settings ->> 'replyWindowHours')::int`.as("own_window"))
    .select(sql<number | null>`(c.settings ->> 'privateReplyDays')::int`.as("own_days"))
    .select(sql<boolean>`coalesce((c.settings ->> 'autoSplit')::boolean, true)`.as("splits"))
    .select(
      sql<boolean>`exists (select from message_templates t where t.organization_id = c.organization_id and t.channel_id = c.id
        and t.status = 'approved')`.as("templates"),
    )
    .where("c.organization_id", "=", ctx.organizationId)
    .where("c.deleted_at", "is", null)
    .orderBy("c.name")
    .execute();
  return rows.flatMap((row) => {
    const role = reach.get(row.id);
    if (role === undefined) return [];
    const { topic_required: own, own_window, own_days, ...summary } = row;
    const replyWindowHours = replyWindowHoursOf(row.platform, own_window);
    const privateReplyDays = privateReplyDaysOf(row.platform, own_days);
    return [{ ...summary, role, topicRequired: topicRequired || own, replyWindowHours, privateReplyDays }];
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
