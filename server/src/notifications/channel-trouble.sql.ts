import type { ChannelId, Locale } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";

export type Trouble = {
  readonly channelName: string;
  readonly organizationName: string;
  readonly silent: boolean;
  readonly reason: string;
};

/** What is wrong with a channel now; undefined when it works, was paused or is gone. */
export async function findTrouble(ctx: Ctx, channelId: ChannelId): Promise<Trouble | undefined> {
  const channel = await ctx.db
    .selectFrom("channels as c")
    .innerJoin("organizations as o", "o.id", "c.organization_id")
    .select(["c.name as channelName", "o.name as organizationName", "c.silent", "c.state_reason as reason"])
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

export async function listAdmins(ctx: Ctx): Promise<{ email: string; first_name: string; locale: Locale }[]> {
  return await ctx.db
    .selectFrom("users")
    .select(["email", "first_name", "locale"])
    .where("organization_id", "=", ctx.organizationId)
    .where("account_role", "=", "admin")
    .where("deactivated_at", "is", null)
    .execute();
}
