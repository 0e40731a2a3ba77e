import type { ChannelId, ContactId, IdentityId, OrganizationId } from "@guichet/contract";
import { notePhotos, type ToldPhoto, takePlatformNews } from "../contacts/index.ts";
import { holdUnknownPerson, keepEarlyProfile } from "../conversations/index.ts";
import { askClient, type LentClient } from "../db/index.ts";
import type { ChannelForConnector, InboundItem } from "./connector.ts";
import { cleanAttributes, cleanPhoto, saneInstant, toKey, toName } from "./to-inbound-message.ts";

type Told = {
  readonly name?: string;
  readonly handle?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly photo?: ToldPhoto;
};

/**
 * Name, handle and attributes of a contact as the platform tells them, in the transaction of the intake. Of somebody who has not
 * written yet (an advertisement brought them) it is kept until they do.
 */
export async function takeProfile(
  client: LentClient,
  organizationId: OrganizationId,
  item: Extract<InboundItem, { type: "profile" }>,
  channel: ChannelForConnector,
  now: Date,
): Promise<void> {
  const [externalId, told] = [toKey(item.party.externalId), cleanTold(item.party)];
  const find = async () => await noteNames(client, organizationId, channel.id, externalId, told);
  let person = await find();
  if (person === undefined) {
    if (Object.keys(told).length === 0) return;
    // Their first message may be being written at this very moment.
    await holdUnknownPerson(client, channel.id, externalId);
    person = await find();
  }
  if (person === undefined) {
    const early = { channelId: channel.id, externalId, told, at: saneInstant(item.occurredAt) };
    return await keepEarlyProfile(client, organizationId, early);
  }
  const { contactId, identityId } = person;
  const { handle: _known, photo, ...news } = told;
  await takePlatformNews(
    askClient(client),
    organizationId,
    [{ contactId, platform: channel.platform, isNew: false, ...news }],
    now,
  );
  if (photo !== undefined)
    await notePhotos(
      askClient(client),
      organizationId,
      [{ identityId, channelId: channel.id as ChannelId, photo }],
      now,
    );
}

function cleanTold({ displayName, handle, attributes, photo }: InboundItem["party"]): Told {
  const clean = attributes === undefined ? {} : cleanAttributes(attributes);
  return {
    ...(displayName ? { name: toName(displayName) } : {}),
    ...(handle ? { handle: toName(handle) } : {}),
    ...(Object.keys(clean).length === 0 ? {} : { attributes: clean }),
    ...cleanPhoto({ photo }),
  };
}

/** Undefined: nobody of that name is there. */
async function noteNames(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  externalId: string,
  { name, handle }: Told,
): Promise<{ contactId: ContactId; identityId: IdentityId } | undefined> {
  const found = await client.query<{ contactId: ContactId; identityId: IdentityId }>(
    `update identities set display_name = coalesce($4, display_name), handle = coalesce($5, handle),
       sort_name = case when $4::text is null and $5::text is null then sort_name end
     where organization_id = $1 and channel_id = $2 and external_id = $3 returning contact_id as "contactId", id as "identityId"`,
    [organizationId, channelId, externalId, name ?? null, handle ?? null],
  );
  return found.rows[0];
}
