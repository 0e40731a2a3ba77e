import type { ContactId, OrganizationId } from "@guichet/contract";
import { takePlatformNews } from "../contacts/index.ts";
import { askClient, type LentClient } from "../db/index.ts";
import type { ChannelForConnector, InboundItem } from "./connector.ts";
import { cleanAttributes, toKey, toName } from "./to-inbound-message.ts";

/** Name, handle and attributes of a contact as the platform tells them, in the transaction of the intake. */
export async function takeProfile(
  client: LentClient,
  organizationId: OrganizationId,
  item: Extract<InboundItem, { type: "profile" }>,
  channel: ChannelForConnector,
  now: Date,
): Promise<void> {
  const name = item.party.displayName === undefined ? undefined : toName(item.party.displayName);
  const handle = item.party.handle === undefined ? undefined : toName(item.party.handle);
  const found = await client.query<{ contact_id: ContactId }>(
    `update identities set display_name = coalesce($4, display_name), handle = coalesce($5, handle),
       sort_name = case when $4::text is null and $5::text is null then sort_name end
     where organization_id = $1 and channel_id = $2 and external_id = $3 returning contact_id`,
    [organizationId, channel.id, toKey(item.party.externalId), name ?? null, handle ?? null],
  );
  const contactId = found.rows[0]?.contact_id;
  if (contactId === undefined) return;
  const attributes = item.party.attributes === undefined ? undefined : cleanAttributes(item.party.attributes);
  const news = {
    ...{ contactId, platform: channel.platform, isNew: false },
    ...(name ? { name } : {}),
    ...(attributes === undefined ? {} : { attributes }),
  };
  await takePlatformNews(askClient(client), organizationId, [news], now);
}
