import type { ChannelId, ContactId, IdentityId } from "@guichet/contract";
import { accessForMuting, findMutedPlace, muteIdentities, noteUnmuted } from "../../contacts/index.ts";
import { appendEvents } from "../../events/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import { type AuditedCtx, inAuditedTransaction } from "../../organizations/index.ts";
import { factsOf } from "../conversation.ts";
import { updateConversation } from "../conversations.sql.ts";
import { lockToTell } from "./muted-posts.sql.ts";

type Place = { readonly contactId: ContactId; readonly channelId: ChannelId };

/** W120, W121: mutes a contact on one channel, or takes that back. What is open stays as it is; what comes later is resolved at once. */
export async function muteContact(ctx: AuditedCtx, place: Place, muted: boolean): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    await accessForMuting(inside, place);
    await write(inside, place, muted);
  });
}

/** W122: an Admin takes it back in the log, also while it is switched off. */
export async function unmuteFromLog(ctx: AuditedCtx, id: IdentityId): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    const place = await findMutedPlace(inside, id);
    if (await write(inside, place, false)) await noteUnmuted(inside, place.channelName);
  });
}

/** Conversations first and then the contact: the order in which the intake takes them. */
async function write(ctx: AuditedCtx, place: Place, muted: boolean): Promise<boolean> {
  const conversations = await lockToTell(ctx, place.contactId, place.channelId);
  if (!(await muteIdentities(ctx, place, muted))) return false;
  await failpoint("mute.before_commit");
  for (const conversation of conversations) {
    const told = await updateConversation(ctx, conversation.id, { last_seq: conversation.last_seq + 1 });
    await appendEvents(ctx, [{ type: "contact.muted", data: { ...factsOf(told), muted }, seq: told.last_seq }]);
  }
  return true;
}
