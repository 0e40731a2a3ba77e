import { replyWindowHoursOf } from "@guichet/contract";
import { openWindow } from "../hear-contact.ts";
import type { InboundMessage } from "../inbound-message.ts";
import type { LoadedFacts } from "../intake.sql.ts";
import { isKnown, laterOf, type Person } from "../intake-people.ts";
import type { Working } from "../intake-rows.ts";

/**
 * Is there anything to be told? Of a reaction only where its author is known and not muted, it is not under what they wrote
 * themselves, and nothing has come of it since (decision 56). A message always is. Pure.
 */
export function isNews(
  message: InboundMessage,
  known: LoadedFacts,
  planned: readonly { readonly message: InboundMessage }[],
  people: ReadonlyMap<string, Person>,
): boolean {
  const { reaction, channelId, replyToExternalId } = message;
  if (reaction === undefined) return true;
  if (known.muted !== null || !isKnown(people, message, known)) return false;
  if (known.reaction?.isOwn === true || known.reaction?.isOver === true) return false;
  const under = planned.find(
    (one) => one.message.channelId === channelId && one.message.externalId === replyToExternalId,
  );
  return under?.message.direction !== "in";
}

/** It opens no time for replies: what the contact last wrote, in whichever conversation, goes on counting. */
export function rememberWords(
  working: Working,
  { platform, visibility }: InboundMessage,
  { wroteAt }: Person,
  { own_window_hours, reaction }: LoadedFacts,
): void {
  const before = reaction?.lastWroteAt ?? null;
  const at = wroteAt === null ? before : laterOf(before, wroteAt.getTime());
  openWindow(working, at, replyWindowHoursOf(platform, own_window_hours), visibility);
}
