import type { ChannelId, ContactId, IdentityId, Platform } from "@guichet/contract";
import { askDb, type Ctx } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { deleteUnused, findIdentity, insertContact, insertIdentity } from "./reach-contact.sql.ts";
import { takePlatformNews } from "./take-platform-news.ts";

export type Reached = { readonly identityId: IdentityId; readonly contactId: ContactId; readonly isNew: boolean };

/**
 * Who is at an address of a channel: the contact known there, or a new one. Of two who make the same contact at the same
 * instant one does, and both go on with it. In the caller's transaction.
 */
export async function reachContact(
  ctx: Ctx,
  channel: { readonly id: ChannelId; readonly platform: Platform },
  externalId: string,
  given: { readonly name: string; readonly handle: string | null },
): Promise<Reached> {
  const known = await findIdentity(ctx, channel.id, externalId);
  if (known !== undefined) return { ...known, isNew: false };
  const contactId = uuidV7() as ContactId;
  const identityId = uuidV7() as IdentityId;
  await insertContact(ctx, contactId, given.name || given.handle || externalId);
  const row = { id: identityId, contactId, channelId: channel.id, externalId, ...given };
  if (await insertIdentity(ctx, row)) {
    const news = [{ contactId, platform: channel.platform, isNew: true }];
    await takePlatformNews(askDb(ctx.db), ctx.organizationId, news, ctx.now());
    return { identityId, contactId, isNew: true };
  }
  await deleteUnused(ctx, contactId);
  const others = await findIdentity(ctx, channel.id, externalId);
  if (others === undefined) throw new Error("an identity that is there was not found");
  return { ...others, isNew: false };
}
