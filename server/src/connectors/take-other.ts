import type { ChannelId, OrganizationId } from "@guichet/contract";
import { linkRecipient, type MessageNews, type NewsAddress, recordNews, wantContent } from "../conversations/index.ts";
import type { LentClient } from "../db/index.ts";
import type { InboundItem } from "./connector.ts";
import type { OfChannel } from "./of-channel.ts";
import { takeProfile } from "./take-profile.ts";
import { takeSubscription } from "./take-subscription.ts";
import { cut, saneInstant, toKey, toMedia, toText } from "./to-inbound-message.ts";

/** Of one person under one message. */
const MOST_EMOJI = 20;

/** What came about something that is there already, or about a person: no message of its own. In the delivery's transaction. */
export async function takeOther(
  client: LentClient,
  organizationId: OrganizationId,
  { item, channel, deliveryId }: OfChannel<InboundItem>,
  now: Date,
): Promise<void> {
  const tell = async (address: NewsAddress, news: MessageNews) =>
    await recordNews(client, organizationId, channel.id as ChannelId, address, news, now);
  const at = saneInstant(item.occurredAt);
  switch (item.type) {
    case "message": {
      const own = { organization_id: organizationId, channel_id: channel.id, message_id: item.clientRef ?? "" };
      // What comes back may overtake the answer, and then it alone tells who got a private reply.
      // Not by words alone: to link the wrong person would send them what is written to another.
      if (item.visibility === "private" && item.mayBeOurs !== true)
        await linkRecipient(client, own, toKey(item.party.externalId), now);
      return await tell(
        { clientRefs: [item.clientRef ?? ""], externalId: toKey(item.externalId) },
        { kind: "delivery", state: "sent", at },
      );
    }
    case "message_edited":
      return await tell(
        { externalIds: [toKey(item.externalId)] },
        { kind: "edited", text: toText(item.text), at, ...filesOf(item, deliveryId) },
      );
    case "message_deleted":
      return await tell({ externalIds: [toKey(item.externalId)] }, { kind: "deleted", at });
    case "message_hidden":
      return await tell({ externalIds: [toKey(item.externalId)] }, { kind: "hidden", hidden: item.hidden, at });
    case "reaction":
      return await tell({ externalIds: [toKey(item.externalId)] }, { kind: "reacted", ...toReaction(item), at });
    case "delivery": {
      const { error } = item;
      const told = error === undefined ? {} : { error: { kind: error.kind, message: cut(error.message, 500) } };
      return await tell(toAddress(item), { kind: "delivery", state: item.status, at, ...told });
    }
    case "profile":
      return await takeProfile(client, organizationId, item, channel, now);
    case "named":
      return await wantContent(client, organizationId, channel.id as ChannelId, item.key, now);
    case "subscription":
      return await takeSubscription(client, organizationId, item, channel, now);
    case "typing":
    case "account":
    case "unknown":
      return;
  }
}

/** An edit that tells of no file leaves those that there are. */
function filesOf(
  { media = [] }: Extract<InboundItem, { type: "message_edited" }>,
  deliveryId: string,
): Pick<Extract<MessageNews, { kind: "edited" }>, "files"> {
  return media.length === 0 ? {} : { files: { media: media.map(toMedia), deliveryId } };
}

function toReaction({ by, emoji }: Extract<InboundItem, { type: "reaction" }>): { by: string; emoji: string[] } {
  return { by: toKey(by), emoji: [...new Set(emoji.slice(0, MOST_EMOJI).map((one) => cut(one, 40)))] };
}

/** Whom a receipt is about, by the keys under which messages were stored. */
export function toAddress({ target, party }: Extract<InboundItem, { type: "delivery" }>): NewsAddress {
  if ("upTo" in target) return { upTo: saneInstant(target.upTo), partyExternalId: toKey(party.externalId) };
  if ("externalIds" in target) return { externalIds: target.externalIds.map(toKey) };
  const { externalId } = target;
  return { clientRefs: target.clientRefs, ...(externalId === undefined ? {} : { externalId: toKey(externalId) }) };
}
