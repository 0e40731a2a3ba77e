import type { AttributeId, ChannelId, ContactChange, ContactId, ContactView } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { accessContact } from "./access-contact.ts";
import { viewAttributes } from "./attributes/view-attributes.ts";
import { listChangeRows, listGroupsOf, listIdentities } from "./contacts.sql.ts";
import { mayDelete } from "./deleting/may-delete.sql.ts";
import { contactPhotoUrl } from "./photo/photo-url.ts";
import { linkedContacts } from "./settings/linked-contacts.sql.ts";

/** What the core knows of a contact's conversations on these channels; handed in, for the core stands to the right. */
export type ContactHistory = (
  ctx: Ctx,
  id: ContactId,
  /** Other contacts who are the same person. */
  linked: readonly ContactId[],
  visible: readonly ChannelId[],
) => Promise<Pick<ContactView, "history" | "moreElsewhere">>;

/** The Contact tab: only what happened on channels the acting user sees; a contact without any of them is not there. */
export async function viewContact(ctx: Ctx, id: ContactId, historyOf: ContactHistory): Promise<ContactView> {
  const { contact, reach, visible, abilities } = await accessContact(ctx, id, "see");
  return {
    id: contact.id,
    name: contact.name,
    photo: contactPhotoUrl(contact.id, contact.photo),
    version: contact.version,
    vip: contact.vip,
    vipByHand: contact.vip_by_hand,
    createdAt: contact.created_at.toISOString(),
    abilities: (await mayDelete(ctx, reach)) ? [...abilities, "delete"] : [...abilities],
    identities: await listIdentities(ctx, id, reach),
    attributes: await viewAttributes(ctx, id),
    groups: await listGroupsOf(ctx, id),
    ...(await historyOf(ctx, id, await linkedContacts(ctx, id), visible)),
  };
}

const MOST_CHANGES = 200;

/** Who changed what of a contact and when, newest first (13.2). */
export async function listChanges(
  ctx: Ctx,
  id: ContactId,
  attributeId: AttributeId | undefined,
): Promise<ContactChange[]> {
  const { visible } = await accessContact(ctx, id, "see");
  return (await listChangeRows(ctx, id, visible, attributeId, MOST_CHANGES)).map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    what: row.what,
    attributeId: row.attribute_id,
    channelId: row.channel_id,
    actorName: row.actor_name,
    source: row.source,
    before: row.before,
    after: row.after,
    erased: row.erased,
  }));
}
