import type { MessageView } from "@guichet/contract";

/** So long every message may take; after that it is shown that it waits. Milliseconds; as the page of delivery problems has it. */
const LONG_MS = 60_000;

/** Does a message wait to be sent, and can it be given up? Not while it is held for whoever wrote it. Pure. */
export function waitsLong({ at, delivery }: Pick<MessageView, "at" | "delivery">, now: number): boolean {
  if (delivery?.state !== "queued" || !delivery.canDiscard) return false;
  const isHeld = delivery.heldUntil !== null && Date.parse(delivery.heldUntil) > now;
  return !isHeld && now - Date.parse(at) > LONG_MS;
}
