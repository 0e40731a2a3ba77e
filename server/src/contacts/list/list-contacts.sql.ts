import type { ChannelId, ContactGroupId, ContactId, ContactListItem, Platform } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";
import { contactPhotoUrl } from "../photo/photo-url.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
export type Place = { readonly name: string; readonly id: ContactId };

/**
 * Contacts by name: each channel gives its own first ones from the index and the best of them are kept, so the cost grows
 * with the number of channels and not with the data.
 */
export async function listByName(
  { db, organizationId }: Scope,
  channels: readonly ChannelId[],
  after: Place | undefined,
  limit: number,
): Promise<Place[]> {
  const behind =
    after === undefined ? sql`` : sql`and (i.sort_name, i.contact_id) > (${after.name}, ${after.id}::uuid)`;
  const rows = await sql<Place>`
    select distinct x.sort_name as name, x.contact_id as id
    from unnest((select ${[...channels]}::uuid[])) as ch(id) cross join lateral (
      select i.sort_name, i.contact_id from identities i
      where i.organization_id = ${organizationId} and i.channel_id = ch.id and i.sort_name is not null ${behind}
      group by i.sort_name, i.contact_id order by i.sort_name, i.contact_id limit (select ${limit}::int)
    ) x order by 1, 2 limit (select ${limit}::int)`.execute(db);
  return rows.rows;
}

/** VIPs, or the members of a group, in the order in which the contacts came. */
export async function listMarked(
  { db, organizationId }: Scope,
  channels: readonly ChannelId[],
  mark: { readonly vip: boolean; readonly group?: ContactGroupId },
  after: ContactId | undefined,
  limit: number,
): Promise<ContactId[]> {
  const known = sql`exists (select from identities i where i.organization_id = ${organizationId} and i.contact_id = c.id
    and i.channel_id = any(${[...channels]}::uuid[]))`;
  const behind = (id: ReturnType<typeof sql.ref>) => (after === undefined ? sql`` : sql`and ${id} > ${after}::uuid`);
  const rows =
    mark.group === undefined
      ? await sql<{ id: ContactId }>`
          select c.id from contacts c where c.organization_id = ${organizationId} and c.vip ${behind(sql.ref("c.id"))} and ${known}
          order by c.id limit ${limit}`.execute(db)
      : await sql<{ id: ContactId }>`
          select c.id from contact_group_members m join contacts c on c.organization_id = m.organization_id and c.id = m.contact_id
          where m.organization_id = ${organizationId} and m.group_id = ${mark.group} ${behind(sql.ref("m.contact_id"))}
            and (not ${mark.vip}::boolean or c.vip) and ${known}
          order by m.contact_id limit ${limit}`.execute(db);
  return rows.rows.map((row) => row.id);
}

/** Some contacts whose words fit, on these channels; no order. */
export async function searchContacts(
  { db }: Scope,
  channels: readonly ChannelId[],
  search: string,
  limit: number,
): Promise<ContactId[]> {
  const rows = await sql<{ id: ContactId }>`
    select distinct contact_id as id from guichet_search_identities(${[...channels]}::uuid[], ${search}::tsquery, ${limit})`.execute(
    db,
  );
  return rows.rows.map((row) => row.id);
}

type ItemRow = {
  id: ContactId;
  name: string;
  photo: string | null;
  vip: boolean;
  created_at: Date;
  group_ids: ContactGroupId[];
  channel_id: ChannelId;
  platform: Platform;
  handle: string | null;
  display_name: string | null;
  external_id: string;
};

/** What the list shows of contacts, each with its first identity on these channels. */
export async function loadItems(
  { db, organizationId }: Scope,
  channels: readonly ChannelId[],
  ids: readonly ContactId[],
): Promise<Map<ContactId, ContactListItem>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<ItemRow>`
    select c.id, c.name, c.photo, c.vip, c.created_at,
      array(select m.group_id from contact_group_members m where m.organization_id = c.organization_id and m.contact_id = c.id order by 1) as group_ids,
      i.channel_id, h.platform, i.handle, i.display_name, i.external_id
    from contacts c
    cross join lateral (
      select * from identities i where i.organization_id = c.organization_id and i.contact_id = c.id
        and i.channel_id = any(${[...channels]}::uuid[]) order by i.created_at limit 1
    ) i
    join channels h on h.organization_id = c.organization_id and h.id = i.channel_id
    where c.organization_id = ${organizationId} and c.id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(
    rows.rows.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        photo: contactPhotoUrl(row.id, row.photo),
        vip: row.vip,
        groupIds: row.group_ids,
        createdAt: row.created_at.toISOString(),
        identity: {
          channelId: row.channel_id,
          platform: row.platform,
          handle: row.handle,
          displayName: row.display_name,
          externalId: row.external_id,
        },
      },
    ]),
  );
}
