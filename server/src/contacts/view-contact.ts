import { type ChannelId, type ContactId, type ContactView, Refusal } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { channelRolesOf } from "../users/index.ts";
import { findContact, listAttributes, listIdentities } from "./contacts.sql.ts";

/** What the core knows of a contact's conversations on these channels; handed in, for the core stands to the right. */
export type ContactHistory = (
  ctx: Ctx,
  id: ContactId,
  visible: readonly ChannelId[],
) => Promise<Pick<ContactView, "history" | "moreElsewhere">>;

/** The Contact tab: only what happened on channels the acting user sees; a contact without any of them is not there. */
export async function viewContact(ctx: Ctx, id: ContactId, historyOf: ContactHistory): Promise<ContactView> {
  if (ctx.actor.type !== "user") throw new Refusal("not_found");
  const visible = [...(await channelRolesOf(ctx, ctx.actor.id)).keys()];
  const contact = await findContact(ctx, id);
  const identities = contact === undefined ? [] : await listIdentities(ctx, id, visible);
  if (contact === undefined || identities.length === 0) throw new Refusal("not_found");
  return {
    id: contact.id,
    name: contact.name,
    vip: contact.vip,
    createdAt: contact.created_at.toISOString(),
    identities,
    attributes: await listAttributes(ctx, id),
    ...(await historyOf(ctx, id, visible)),
  };
}
