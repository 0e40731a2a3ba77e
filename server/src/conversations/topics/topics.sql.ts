import type { ChannelId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";

/** By the organization's switch for all channels, or by the channel's own. */
export async function isTopicRequired(ctx: Ctx, channelId: ChannelId): Promise<boolean> {
  const found = await sql<{ required: boolean }>`
    select o.topic_required or c.topic_required as required from organizations o
    join channels c on c.organization_id = o.id and c.id = ${channelId}
    where o.id = ${ctx.organizationId}`.execute(ctx.db);
  return found.rows[0]?.required ?? false;
}
