import type { InboundItem } from "./connector.ts";
import type { OfChannel } from "./of-channel.ts";
import { toKey } from "./to-inbound-message.ts";

type Reaction = Extract<InboundItem, { type: "reaction" }>;
type Message = Extract<InboundItem, { type: "message" }>;

/**
 * Contacts' reactions that open or join a conversation (decision 56), as items of their own beside the marks under messages. Of one
 * person under one message there is one for ever, whatever they change it to: its key has no instant. What was taken back by what
 * came before it is left out. Pure.
 */
export function reactionsAsEvents(told: readonly OfChannel<InboundItem>[]): OfChannel<Message>[] {
  const latest = new Map<string, number>();
  return told.flatMap((one) => {
    const { item, channel } = one;
    if (item.type !== "reaction") return [];
    const place = JSON.stringify([channel.id, item.externalId, item.by]);
    const before = latest.get(place) ?? Number.NEGATIVE_INFINITY;
    latest.set(place, Math.max(before, item.occurredAt));
    const counts = item.opens === true && item.emoji.length > 0 && before <= item.occurredAt;
    return counts ? [{ ...one, item: toEvent(item) }] : [];
  });
}

function toEvent({ channelExternalId, occurredAt, party, externalId, by, emoji }: Reaction): Message {
  return {
    type: "message",
    ...{ channelExternalId, occurredAt, party },
    externalId: `reaction ${toKey(by)} ${externalId}`,
    direction: "in",
    text: emoji.join(" "),
    media: [],
    visibility: "private",
    replyToExternalId: externalId,
    // Nobody wrote it: nothing that waits for words is moved by it.
    automatic: true,
    context: { about: "reaction" },
    reaction: { by: toKey(by) },
  };
}
