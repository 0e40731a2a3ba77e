import type {
  AttributeId,
  ChannelId,
  ChannelRole,
  ContactGroupId,
  ContactId,
  ContactSummary,
  ContactView,
} from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Row } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { mayMute } from "./muting/may-mute.ts";
import { contactPhotoUrl } from "./photo/photo-url.ts";

export type ContactRow = Row<"contacts">;
type Scope = Pick<Ctx, "db" | "organizationId">;

export async function findContact(ctx: Scope, id: ContactId): Promise<ContactRow | undefined> {
  return await contactById(ctx, id).executeTakeFirst();
}

/** Its row, locked until the transaction ends: whoever changes what is known of a contact holds this. */
export async function lockContact(ctx: Scope, id: ContactId): Promise<ContactRow | undefined> {
  return await contactById(ctx, id).forNoKeyUpdate().executeTakeFirst();
}

function contactById({ db, organizationId }: Scope, id: ContactId) {
  return db.selectFrom("contacts").selectAll().where("organization_id", "=", organizationId).where("id", "=", id);
}

/** The channels on which a contact is known. */
export async function listChannelsOf({ db, organizationId }: Scope, id: ContactId): Promise<ChannelId[]> {
  const rows = await db
    .selectFrom("identities")
    .select("channel_id")
    .distinct()
    .where("organization_id", "=", organizationId)
    .where("contact_id", "=", id)
    .execute();
  return rows.map((row) => row.channel_id);
}

export async function listIdentities(
  { db, organizationId }: Scope,
  id: ContactId,
  reach: ReadonlyMap<ChannelId, ChannelRole>,
): Promise<ContactView["identities"]> {
  const rows = await db
    .selectFrom("identities as i")
    .innerJoin("channels as c", (join) =>
      join.onRef("c.organization_id", "=", "i.organization_id").onRef("c.id", "=", "i.channel_id"),
    )
    .innerJoin("organizations as o", "o.id", "i.organization_id")
    .select([
      "i.id",
      "i.channel_id",
      "c.platform",
      "i.external_id",
      "i.handle",
      "i.display_name",
      "i.verified",
      "i.muted_at",
    ])
    .select("o.muting_contacts")
    .where("i.organization_id", "=", organizationId)
    .where("i.contact_id", "=", id)
    .where(sql<boolean>`i.channel_id = any(${[...reach.keys()]}::uuid[])`)
    .orderBy("i.created_at")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    channelId: row.channel_id,
    platform: row.platform,
    externalId: row.external_id,
    handle: row.handle,
    displayName: row.display_name,
    verified: row.verified,
    muted: row.muting_contacts && row.muted_at !== null,
    mayMute: row.muting_contacts && mayMute(reach.get(row.channel_id)),
  }));
}

export async function listGroupsOf({ db, organizationId }: Scope, id: ContactId): Promise<ContactView["groups"]> {
  const rows = await db
    .selectFrom("contact_group_members as m")
    .innerJoin("contact_groups as g", (join) =>
      join.onRef("g.organization_id", "=", "m.organization_id").onRef("g.id", "=", "m.group_id"),
    )
    .select(["g.id", "g.name", "g.marks_vip"])
    .where("m.organization_id", "=", organizationId)
    .where("m.contact_id", "=", id)
    .where("g.deleted_at", "is", null)
    .orderBy("g.name")
    .execute();
  return rows.map((row) => ({ id: row.id, name: row.name, marksVip: row.marks_vip }));
}

/** What rows of the queue show of contacts, with the channels on which each is known: who may hear of it. */
export async function loadContactSummaries(
  { db, organizationId }: Scope,
  ids: readonly ContactId[],
): Promise<Map<ContactId, { summary: ContactSummary; channelIds: ChannelId[] }>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<{
    id: ContactId;
    name: string;
    photo: string | null;
    vip: boolean;
    group_ids: ContactGroupId[];
    channel_ids: ChannelId[];
  }>`
    select p.id, p.name, p.photo, p.vip,
      array(select m.group_id from contact_group_members m where m.organization_id = p.organization_id and m.contact_id = p.id order by 1) as group_ids,
      array(select distinct i.channel_id from identities i where i.organization_id = p.organization_id and i.contact_id = p.id) as channel_ids
    from contacts p where p.organization_id = ${organizationId} and p.id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(
    rows.rows.map((row) => [
      row.id,
      {
        summary: {
          ...{ id: row.id, name: row.name, vip: row.vip, groupIds: row.group_ids },
          photo: contactPhotoUrl(row.id, row.photo),
        },
        channelIds: row.channel_ids,
      },
    ]),
  );
}

export async function updateContact(
  { db, organizationId }: Scope,
  id: ContactId,
  set: { name?: string; vipByHand?: boolean },
): Promise<void> {
  await db
    .updateTable("contacts")
    .set({
      ...(set.name === undefined ? {} : { name: set.name, named_by_hand: true, version: sql`version + 1` }),
      ...(set.vipByHand === undefined ? {} : { vip_by_hand: set.vipByHand }),
    })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

/** The list and the search write its words anew within seconds. */
export async function forgetWords({ db, organizationId }: Scope, id: ContactId): Promise<void> {
  await db
    .updateTable("identities")
    .set({ sort_name: null })
    .where("organization_id", "=", organizationId)
    .where("contact_id", "=", id)
    .execute();
}

export type NewChange = {
  readonly contactId: ContactId;
  readonly what: "name" | "vip" | "attribute" | "muted";
  readonly attributeId?: AttributeId;
  readonly channelId?: ChannelId;
  readonly actorName: string;
  readonly source: "agent" | "system";
  readonly before: string | null;
  readonly after: string | null;
};

/** A line of the contact's history of changes, in the transaction of the change. */
export async function insertChange(ctx: Ctx, change: NewChange): Promise<void> {
  await ctx.db
    .insertInto("contact_changes")
    .values({
      organization_id: ctx.organizationId,
      id: uuidV7(),
      contact_id: change.contactId,
      at: ctx.now(),
      what: change.what,
      attribute_id: change.attributeId ?? null,
      channel_id: change.channelId ?? null,
      actor_id: ctx.actor.type === "user" ? ctx.actor.id : null,
      actor_name: change.actorName,
      source: change.source,
      before: change.before,
      after: change.after,
    })
    .execute();
}

export async function listChangeRows(
  { db, organizationId }: Scope,
  id: ContactId,
  visible: readonly ChannelId[],
  attributeId: AttributeId | undefined,
  limit: number,
): Promise<Row<"contact_changes">[]> {
  return await db
    .selectFrom("contact_changes")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("contact_id", "=", id)
    .where((eb) => eb.or([eb("channel_id", "is", null), sql<boolean>`channel_id = any(${[...visible]}::uuid[])`]))
    .$if(attributeId !== undefined, (query) => query.where("attribute_id", "=", attributeId ?? null))
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}
