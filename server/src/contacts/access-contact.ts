import { type ChannelId, type ChannelRole, type ContactAbility, type ContactId, Refusal } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { channelRolesOf } from "../users/index.ts";
import { type ContactRow, findContact, listChannelsOf, lockContact } from "./contacts.sql.ts";

export type AccessedContact = {
  readonly contact: ContactRow;
  /** The same with the role on each. */
  readonly reach: ReadonlyMap<ChannelId, ChannelRole>;
  /** Every channel that the acting user sees, of this contact or not. */
  readonly visible: readonly ChannelId[];
  readonly abilities: readonly ContactAbility[];
};

/**
 * The only way to get a contact for a person: one sees it who sees a channel on which it is known; else it is *not found*.
 * With `lock`, its row stays locked until the end of the transaction.
 */
export async function accessContact(
  ctx: Ctx,
  id: ContactId,
  ability: ContactAbility,
  options: { lock?: boolean } = {},
): Promise<AccessedContact> {
  if (ctx.actor.type !== "user") throw new Refusal("not_found");
  const reach = await channelRolesOf(ctx, ctx.actor.id);
  const contact = options.lock === true ? await lockContact(ctx, id) : await findContact(ctx, id);
  const abilities = contact === undefined ? [] : abilitiesOn(reach, await listChannelsOf(ctx, id));
  if (contact === undefined || abilities.length === 0) throw new Refusal("not_found");
  if (!abilities.includes(ability)) throw new Refusal("not_allowed");
  return { contact, reach, visible: [...reach.keys()], abilities };
}

/** Every role may correct what is known of a contact; the mark of a VIP moves queues and wants a Contributor (section 3.2). */
export function abilitiesOn(
  reach: ReadonlyMap<ChannelId, ChannelRole>,
  channels: readonly ChannelId[],
): ContactAbility[] {
  const roles = channels.flatMap((channelId) => reach.get(channelId) ?? []);
  if (roles.length === 0) return [];
  return roles.some((role) => role !== "viewer") ? ["see", "edit", "vip"] : ["see", "edit"];
}
