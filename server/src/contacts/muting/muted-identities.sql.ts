import type {
  ChannelId,
  ChannelRole,
  ContactId,
  ConversationId,
  IdentityId,
  MutedContact,
  Platform,
  UserId,
} from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";
import { likePattern } from "../../lib/like-pattern.ts";
import { mayMute } from "./may-mute.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** Mutes what a contact is known by on a channel, or takes that back; answers what was not so before. */
export async function writeMuted(
  { db, organizationId }: Scope,
  place: { readonly contactId: ContactId; readonly channelId: ChannelId },
  mute: { readonly at: Date; readonly by: UserId } | null,
): Promise<IdentityId[]> {
  const rows = await db
    .updateTable("identities")
    .set({ muted_at: mute?.at ?? null, muted_by: mute?.by ?? null })
    .where("organization_id", "=", organizationId)
    .where("contact_id", "=", place.contactId)
    .where("channel_id", "=", place.channelId)
    .where("muted_at", mute === null ? "is not" : "is", null)
    .returning("id")
    .execute();
  return rows.map((row) => row.id);
}

export async function isMutingOn({ db, organizationId }: Scope): Promise<boolean> {
  const row = await db
    .selectFrom("organizations")
    .select("muting_contacts")
    .where("id", "=", organizationId)
    .executeTakeFirstOrThrow();
  return row.muting_contacts;
}

/** A muted identity by its id, for an Admin: whatever channels they see. */
export async function findMuted(
  { db, organizationId }: Scope,
  id: IdentityId,
): Promise<{ contactId: ContactId; channelId: ChannelId; channelName: string } | undefined> {
  return await db
    .selectFrom("identities as i")
    .innerJoin("channels as h", (join) =>
      join.onRef("h.organization_id", "=", "i.organization_id").onRef("h.id", "=", "i.channel_id"),
    )
    .select(["i.contact_id as contactId", "i.channel_id as channelId", "h.name as channelName"])
    .where("i.organization_id", "=", organizationId)
    .where("i.id", "=", id)
    .where("i.muted_at", "is not", null)
    .executeTakeFirst();
}

export type MutedRow = {
  id: IdentityId;
  contact_id: ContactId;
  name: string;
  handle: string | null;
  channel_id: ChannelId;
  channel_name: string;
  platform: Platform;
  muted_at: Date;
  /** To the microsecond, for the place in the list. */
  at: string;
  muted_by: string;
  conversation_id: ConversationId | null;
  seen: boolean;
  on: boolean;
};

/** The log, newest first, along its own small index. Words are looked for only where the reader may read them. */
export async function listMutedRows(
  { db, organizationId }: Scope,
  visible: readonly ChannelId[],
  search: string,
  after: { readonly at: string; readonly id: string } | undefined,
  limit: number,
): Promise<MutedRow[]> {
  const seen = sql<boolean>`(i.channel_id = any(${[...visible]}::uuid[]))`;
  const wanted = likePattern(search);
  const rows = await sql<MutedRow>`
    select i.id, i.contact_id, p.name, i.handle, i.channel_id, h.name as channel_name, h.platform, i.muted_at,
      i.muted_at::text as at, coalesce(u.first_name || ' ' || u.last_name, '') as muted_by, ${seen} as seen,
      (select o.muting_contacts from organizations o where o.id = i.organization_id) as on, (
        select c.id from conversations c where c.organization_id = i.organization_id and c.identity_id = i.id
        order by c.created_at desc limit 1) as conversation_id
    from identities i
    join contacts p on p.organization_id = i.organization_id and p.id = i.contact_id
    join channels h on h.organization_id = i.organization_id and h.id = i.channel_id
    left join users u on u.organization_id = i.organization_id and u.id = i.muted_by
    where i.organization_id = ${organizationId} and i.muted_at is not null
      ${after === undefined ? sql`` : sql`and (i.muted_at, i.id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
      ${search === "" ? sql`` : sql`and (h.name ilike ${wanted} or (${seen} and (p.name ilike ${wanted} or i.handle ilike ${wanted} or i.external_id ilike ${wanted})))`}
    order by i.muted_at desc, i.id desc limit ${limit}`.execute(db);
  return rows.rows;
}

export function toMutedContact(row: MutedRow, role: ChannelRole | undefined): MutedContact {
  return {
    id: row.id,
    contactId: row.seen ? row.contact_id : null,
    name: row.seen ? row.name : null,
    handle: row.seen ? row.handle : null,
    channelId: row.channel_id,
    channelName: row.channel_name,
    platform: row.platform,
    mutedAt: row.muted_at.toISOString(),
    mutedBy: row.muted_by,
    conversationId: row.seen ? row.conversation_id : null,
    mayMute: row.on && mayMute(role),
  };
}
