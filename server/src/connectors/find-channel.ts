import type { ChannelId } from "@guichet/contract";
import type { Database } from "../db/index.ts";
import type { ChannelCache } from "./channel-cache.ts";
import type { FindChannel } from "./messenger/index.ts";

/**
 * The channel behind a web messenger's address. Which organization it belongs to is looked up outside row-level security,
 * like a webhook's endpoint (decision 19); everything else comes through the organization's own door.
 */
export function createFindChannel(database: Database, channels: ChannelCache): FindChannel {
  return async (id: ChannelId) => {
    const place = await database.system
      .selectFrom("channels")
      .select("organization_id")
      .where("id", "=", id)
      .where("deleted_at", "is", null)
      .executeTakeFirst();
    if (place === undefined) return undefined;
    const channel = await channels.channel(place.organization_id, id);
    if (channel === undefined) return undefined;
    return {
      ...channel,
      id,
      organizationId: place.organization_id,
      state: channel.state,
      endpointId: channel.endpointId,
      endpointSecrets: channel.endpointSecrets,
    };
  };
}
