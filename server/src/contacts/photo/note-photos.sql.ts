import type { ChannelId, IdentityId, OrganizationId } from "@guichet/contract";
import type { Ask } from "../../db/index.ts";
import type { ToldPhoto } from "./told-photo.ts";

export type PhotoOf = {
  readonly identityId: IdentityId;
  readonly channelId: ChannelId;
  readonly photo: ToldPhoto;
};

/**
 * Pictures that networks told of, in the transaction that brought them: another one than before is left to be fetched. Of one
 * person that is at most every ten minutes, whatever is told. After all else that is written of these contacts.
 */
export async function notePhotos(
  ask: Ask,
  organizationId: OrganizationId,
  told: readonly PhotoOf[],
  now: Date,
): Promise<void> {
  if (told.length === 0) return;
  const rows = told.map(({ identityId, channelId, photo }) => ({
    ...{ identity_id: identityId, channel_id: channelId },
    ...{ ref: photo.ref, key: photo.key },
  }));
  await ask(
    `with told as (
       select * from jsonb_to_recordset($2::jsonb) as t(identity_id uuid, channel_id uuid, ref text, key text)
     ), held as (
       select i.id, t.channel_id, t.ref, t.key from identities i join told t on t.identity_id = i.id
       where i.organization_id = $1 and i.deleted_at is null and coalesce(i.photo_key, '') <> t.key order by i.id for no key update of i
     ), changed as (
       update identities i set photo_key = h.key from held h where i.organization_id = $1 and i.id = h.id returning i.id
     )
     insert into contact_photos as p (organization_id, identity_id, channel_id, ref, key, told_at, next_attempt_at)
     select $1, h.id, h.channel_id, h.ref, h.key, $3, $3 from held h join changed c on c.id = h.id
     on conflict (organization_id, identity_id) do update set channel_id = excluded.channel_id, ref = excluded.ref, key = excluded.key,
       told_at = excluded.told_at, attempts = 0, failure = null,
       next_attempt_at = greatest(excluded.next_attempt_at, p.tried_at + interval '10 minutes')`,
    [organizationId, JSON.stringify(rows), now],
  );
}
