import type { ChannelId, ContactId, IdentityId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";

export async function findIdentity(
  ctx: Ctx,
  channelId: ChannelId,
  externalId: string,
): Promise<{ identityId: IdentityId; contactId: ContactId } | undefined> {
  return await ctx.db
    .selectFrom("identities")
    .select(["id as identityId", "contact_id as contactId"])
    .where("organization_id", "=", ctx.organizationId)
    .where("channel_id", "=", channelId)
    .where("external_id", "=", externalId)
    .executeTakeFirst();
}

export async function insertContact(ctx: Ctx, id: ContactId, name: string): Promise<void> {
  const row = { organization_id: ctx.organizationId, id, name, created_at: ctx.now() };
  await ctx.db.insertInto("contacts").values(row).execute();
}

type NewIdentity = {
  readonly id: IdentityId;
  readonly contactId: ContactId;
  readonly channelId: ChannelId;
  readonly externalId: string;
  readonly name: string;
  readonly handle: string | null;
};

/** False: somebody else has made it meanwhile. */
export async function insertIdentity(ctx: Ctx, identity: NewIdentity): Promise<boolean> {
  const inserted = await ctx.db
    .insertInto("identities")
    .values({
      organization_id: ctx.organizationId,
      id: identity.id,
      channel_id: identity.channelId,
      external_id: identity.externalId,
      contact_id: identity.contactId,
      display_name: identity.name || null,
      handle: identity.handle,
      verified: false,
      created_at: ctx.now(),
    })
    .onConflict((conflict) => conflict.columns(["organization_id", "channel_id", "external_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Made a moment ago in this very transaction, and not needed. */
export async function deleteUnused(ctx: Ctx, id: ContactId): Promise<void> {
  await ctx.db.deleteFrom("contacts").where("organization_id", "=", ctx.organizationId).where("id", "=", id).execute();
}
