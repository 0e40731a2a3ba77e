import type { ConversationView, MessageView, UserId } from "@guichet/contract";
import type { OutboxItem } from "../sending/outbox-item.ts";
import { waitsLong } from "./waits-long.ts";

/** A message that did not go out: refused by the server on this page, or failed after it. */
export type Stuck =
  | { readonly type: "local"; readonly item: OutboxItem }
  | { readonly type: "sent"; readonly message: MessageView };

/**
 * The message that Retry or Discard is meant for: the one with the focus, else the last of the open conversation. What the
 * server never took stands below all others; of what they wrote themselves what waits to be sent for long counts as stuck, too. Pure. `now`: epoch milliseconds; `focused`: the id of the article with the focus.
 */
export function findStuck(
  { entries, conversation }: Pick<ConversationView, "entries" | "conversation">,
  local: readonly OutboxItem[],
  may: "canRetry" | "canDiscard",
  now: number,
  me: UserId,
  focused?: string,
): Stuck | undefined {
  const failed = entries.filter(
    (entry): entry is MessageView =>
      entry.type === "message" && (isStuck(entry) || waitsLong(entry, now, me)) && entry.delivery?.[may] === true,
  );
  const refused = local.filter((item) => item.refused !== null);
  const item = refused.find((one) => `message-${one.body.id}` === focused);
  const message = failed.find((one) => `message-${one.id}` === focused);
  if (item !== undefined) return { type: "local", item };
  if (message !== undefined) return { type: "sent", message };
  const last = refused.at(-1);
  if (last !== undefined) return { type: "local", item: last };
  const own = failed.findLast((one) => one.conversationId === conversation.id);
  return own && { type: "sent", message: own };
}

function isStuck({ delivery }: MessageView): boolean {
  return delivery?.state === "failed" || delivery?.state === "uncertain";
}
