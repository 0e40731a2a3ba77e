import { type ChannelId, type ContactId, type IdentityId, Refusal } from "@guichet/contract";
import { appendEvents } from "../../events/index.ts";
import { type AuditedCtx, appendSettingsChange } from "../../organizations/index.ts";
import { accessContact } from "../access-contact.ts";
import { insertChange, listChannelsOf, lockContact } from "../contacts.sql.ts";
import { mayMute } from "./may-mute.ts";
import { findMuted, isMutingOn, writeMuted } from "./muted-identities.sql.ts";

type Place = { readonly contactId: ContactId; readonly channelId: ChannelId };

/**
 * May the acting user mute this contact on this channel (W120)? A channel one does not see, or on which the contact is not
 * known, is *not found*; a Viewer, and whoever asks while an Admin has it switched off, is *not allowed*.
 */
export async function accessForMuting(ctx: AuditedCtx, { contactId, channelId }: Place): Promise<void> {
  const { reach } = await accessContact(ctx, contactId, "see");
  const role = reach.get(channelId);
  if (role === undefined || !(await listChannelsOf(ctx, contactId)).includes(channelId)) throw new Refusal("not_found");
  if (!mayMute(role) || !(await isMutingOn(ctx))) throw new Refusal("not_allowed");
}

/** In a transaction whose caller may do it. Answers whether anything changed: of two who mute at once, the second does nothing. */
export async function muteIdentities(ctx: AuditedCtx, place: Place, muted: boolean): Promise<boolean> {
  if (ctx.actor.type !== "user") throw new Refusal("not_allowed");
  if ((await lockContact(ctx, place.contactId)) === undefined) throw new Refusal("not_found");
  const changed = await writeMuted(ctx, place, muted ? { at: ctx.now(), by: ctx.actor.id } : null);
  if (changed.length === 0) return false;
  await insertChange(ctx, {
    contactId: place.contactId,
    what: "muted",
    channelId: place.channelId,
    actorName: ctx.by.name,
    source: "agent",
    before: muted ? "no" : "yes",
    after: muted ? "yes" : "no",
  });
  await appendEvents(ctx, [{ type: "contact.changed", data: { contactId: place.contactId, change: "muted" } }]);
  return true;
}

/** For the log of an Admin (W122). What is done there is a line of the log of settings; that names no contact, for it is never rewritten. */
export async function findMutedPlace(ctx: AuditedCtx, id: IdentityId): Promise<Place & { channelName: string }> {
  const found = await findMuted(ctx, id);
  if (found === undefined) throw new Refusal("not_found");
  return found;
}

export async function noteUnmuted(ctx: AuditedCtx, channelName: string): Promise<void> {
  await appendSettingsChange(ctx, { action: "contact.unmuted", subject: channelName });
}
