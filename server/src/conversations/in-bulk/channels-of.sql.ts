import type { ChannelId, ConversationId } from "@guichet/contract";
import { type Ctx, readRows } from "../../db/index.ts";

const CHANNELS = `
  select distinct channel_id as id from conversations
  where organization_id = $1 and id = any($2::uuid[]) and channel_id = any($3::uuid[]) order by 1`;

/** In which of these channels the conversations stand. */
export async function channelsOfConversations(
  { db, organizationId }: Pick<Ctx, "db" | "organizationId">,
  ids: readonly ConversationId[],
  channels: readonly ChannelId[],
): Promise<ChannelId[]> {
  const rows = await readRows<{ id: ChannelId }>(db, CHANNELS, [organizationId, [...ids], [...channels]]);
  return rows.map((row) => row.id);
}
