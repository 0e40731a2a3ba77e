import type { ChannelId, OrganizationId } from "@guichet/contract";
import type { Ask } from "../db/index.ts";

/** An id under which a platform speaks of somebody, in one channel. */
export type NamedId = { readonly channelId: ChannelId; readonly id: string };
export type KnownId = NamedId & {
  /** The key of the identity that it belongs to. */
  readonly externalId: string;
};

/** Whose these ids are: an identity's own key, or one of its aliases. What is nobody's is left out. */
export async function findByIds(
  ask: Ask,
  organizationId: OrganizationId,
  named: readonly NamedId[],
): Promise<KnownId[]> {
  return await ask<KnownId>(
    `select n.channel_id as "channelId", n.id, i.external_id as "externalId"
     from unnest($2::uuid[], $3::text[]) n (channel_id, id)
     join identities i on i.organization_id = $1 and i.channel_id = n.channel_id and i.external_id = n.id
     union all
     select n.channel_id, n.id, i.external_id
     from unnest($2::uuid[], $3::text[]) n (channel_id, id)
     join identity_aliases a on a.organization_id = $1 and a.channel_id = n.channel_id and a.alias = n.id
     join identities i on i.organization_id = a.organization_id and i.id = a.identity_id and i.deleted_at is null`,
    [organizationId, named.map(({ channelId }) => channelId), named.map(({ id }) => id)],
  );
}

/** From now on these ids are those of the identities with these keys. What is known already stays as it is. */
export async function addAliases(
  ask: Ask,
  organizationId: OrganizationId,
  known: readonly KnownId[],
  now: Date,
): Promise<void> {
  await ask(
    `insert into identity_aliases (organization_id, channel_id, alias, identity_id, learned_at)
     select distinct on (n.channel_id, n.id) $1::uuid, n.channel_id, n.id, i.id, $5::timestamptz
     from unnest($2::uuid[], $3::text[], $4::text[]) n (channel_id, id, external_id)
     join identities i on i.organization_id = $1 and i.channel_id = n.channel_id and i.external_id = n.external_id
     on conflict (organization_id, channel_id, alias) do nothing`,
    [
      organizationId,
      known.map(({ channelId }) => channelId),
      known.map(({ id }) => id),
      known.map(({ externalId }) => externalId),
      now,
    ],
  );
}
