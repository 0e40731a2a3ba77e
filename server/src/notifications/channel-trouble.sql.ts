import type { ChannelId, NotificationId, UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** A channel that falls silent again and again writes once in this time. */
const QUIET_MS = 3_600_000;

export type Trouble = {
  readonly channelId: ChannelId;
  readonly channelName: string;
  readonly organizationName: string;
  readonly silent: boolean;
  readonly reason: string;
};

/** What is wrong with a channel now; undefined when it works, was paused or is gone. */
export async function findTrouble(ctx: Scope, channelId: ChannelId): Promise<Trouble | undefined> {
  const channel = await ctx.db
    .selectFrom("channels as c")
    .innerJoin("organizations as o", "o.id", "c.organization_id")
    .select([
      "c.id as channelId",
      "c.name as channelName",
      "o.name as organizationName",
      "c.silent",
      "c.state_reason as reason",
    ])
    .where("c.organization_id", "=", ctx.organizationId)
    .where("c.id", "=", channelId)
    .where((eb) =>
      eb.or([
        eb("c.state", "=", "needs_reconnection"),
        eb.and([eb("c.silent", "=", true), eb("c.state", "=", "connected")]),
      ]),
    )
    .where("c.deleted_at", "is", null)
    .executeTakeFirst();
  return channel === undefined ? undefined : { ...channel, reason: channel.reason ?? "" };
}

/** The same of the channel that a notification is about. */
export async function findTroubleOf(scope: Scope, id: NotificationId): Promise<Trouble | undefined> {
  const about = await scope.db
    .selectFrom("notifications")
    .select("channel_id")
    .where("organization_id", "=", scope.organizationId)
    .where("id", "=", id)
    .executeTakeFirst();
  return about && (await findTrouble(scope, about.channel_id));
}

/** True when nobody was told of this channel's silence within the last hour; from now on somebody was. */
export async function takeTurnToTell(ctx: Ctx, channelId: ChannelId): Promise<boolean> {
  const now = ctx.now();
  const told = await ctx.db
    .updateTable("channels")
    .set({ silence_told_at: now })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", channelId)
    .where((eb) =>
      eb.or([eb("silence_told_at", "is", null), eb("silence_told_at", "<=", new Date(now.getTime() - QUIET_MS))]),
    )
    .executeTakeFirst();
  return told.numUpdatedRows === 1n;
}

export async function listAdminIds(ctx: Ctx): Promise<UserId[]> {
  const rows = await ctx.db
    .selectFrom("users")
    .select("id")
    .where("organization_id", "=", ctx.organizationId)
    .where("account_role", "=", "admin")
    .where("deactivated_at", "is", null)
    .execute();
  return rows.map((row) => row.id);
}
