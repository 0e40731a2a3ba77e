import type { ChannelId, OrganizationId } from "@guichet/contract";
import type { Ask } from "../../db/index.ts";

type Address = { readonly channelId: ChannelId; readonly externalId: string };

/** Which of these addresses do not want to be written to. */
export async function findOptedOut(
  ask: Ask,
  organizationId: OrganizationId,
  addresses: readonly Address[],
): Promise<Address[]> {
  const rows = await ask<{ channel_id: ChannelId; external_id: string }>(
    `select distinct i.channel_id, i.external_id from unnest($2::uuid[], $3::text[]) as asked (channel_id, external_id)
     join identities i on i.organization_id = $1 and i.channel_id = asked.channel_id and i.external_id = asked.external_id
     where i.opted_out_at is not null`,
    [organizationId, addresses.map(({ channelId }) => channelId), addresses.map(({ externalId }) => externalId)],
  );
  return rows.map(({ channel_id, external_id }) => ({ channelId: channel_id, externalId: external_id }));
}
