import type { ChannelId, ContactId, ContactView } from "@guichet/contract";
import { type Selectable, sql } from "kysely";
import type { Ctx, Tables } from "../db/index.ts";

export async function findContact(ctx: Ctx, id: ContactId): Promise<Selectable<Tables["contacts"]> | undefined> {
  return await ctx.db
    .selectFrom("contacts")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function listIdentities(
  ctx: Ctx,
  id: ContactId,
  visible: readonly ChannelId[],
): Promise<ContactView["identities"]> {
  const rows = await ctx.db
    .selectFrom("identities as i")
    .innerJoin("channels as c", (join) =>
      join.onRef("c.organization_id", "=", "i.organization_id").onRef("c.id", "=", "i.channel_id"),
    )
    .select(["i.id", "i.channel_id", "c.platform", "i.external_id", "i.handle", "i.display_name", "i.verified"])
    .where("i.organization_id", "=", ctx.organizationId)
    .where("i.contact_id", "=", id)
    .where(sql<boolean>`i.channel_id = any(${[...visible]}::uuid[])`)
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
  }));
}

export async function listAttributes(ctx: Ctx, id: ContactId): Promise<ContactView["attributes"]> {
  return await ctx.db
    .selectFrom("contact_attributes")
    .select(["name", "value", "source"])
    .where("organization_id", "=", ctx.organizationId)
    .where("contact_id", "=", id)
    .orderBy("name")
    .limit(200)
    .execute();
}
