import type { MessageView, UserId } from "@guichet/contract";

/** So long every message may take; after that it is shown that it waits. Milliseconds; as the page of delivery problems has it. */
const LONG_MS = 60_000;

/** Does a message of theirs wait to be sent, and can they give it up? Not while it is held. Pure. `now`: epoch milliseconds. */
export function waitsLong(
  { at, author, delivery }: Pick<MessageView, "at" | "author" | "delivery">,
  now: number,
  me: UserId,
): boolean {
  if (author.type !== "user" || author.id !== me) return false;
  if (delivery?.state !== "queued" || !delivery.canDiscard) return false;
  const isHeld = delivery.heldUntil !== null && Date.parse(delivery.heldUntil) > now;
  return !isHeld && now - Date.parse(at) > LONG_MS;
}
