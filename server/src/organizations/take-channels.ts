import { type ChannelId, Refusal } from "@guichet/contract";

export type HeldChannel<Id> = { readonly id: ChannelId; readonly holderId: Id | null; readonly holder: string | null };

/**
 * Of what each channel has one at most (business hours, an SLA policy): these channels are there, and whatever another one has
 * is taken from it only when the Admin has said so. `channel_taken` tells whose it is.
 */
export function checkTaking<Id>(
  id: Id,
  wanted: readonly ChannelId[],
  takeOver: readonly ChannelId[],
  found: readonly HeldChannel<Id>[],
): void {
  const known = new Set(found.map((channel) => channel.id));
  if (wanted.some((one) => !known.has(one))) throw new Refusal("not_found");
  const taken = found.find(({ id: one, holderId }) => holderId !== null && holderId !== id && !takeOver.includes(one));
  if (taken !== undefined)
    throw new Refusal("channel_taken", { details: { channelId: taken.id, holder: taken.holder ?? "" } });
}
