import type { Bootstrap, ContactId, ConversationId, NotificationId, UnreadMark } from "@guichet/contract";
import type { ConversationsPicture } from "../features/conversations/picture/conversations-picture.ts";
import type { Typing } from "../features/conversations/typing.ts";
import type { Viewers } from "../features/conversations/viewing/viewers.ts";

/**
 * The browser's picture of the world: the bootstrap, what was fetched since, and every frame of the live feed on top.
 * The tests hold that picture + frames = a fresh fetch.
 */
export type Picture = {
  /** Up to here the event log is in the picture. */
  readonly position: string;
  readonly world: Bootstrap;
  readonly conversations: ConversationsPicture;
  readonly typing: Typing;
  /** Conversations whose lock was taken from me, and by whom; until I hold it again. */
  readonly stolen: ReadonlyMap<ConversationId, string>;
  /** Who has the conversation open that this tab has open; null: nothing was heard of it. */
  readonly viewers: Viewers;
  /** Contacts of whom more changed than the picture holds: their panes ask again. */
  readonly contacts: ReadonlySet<ContactId>;
  /** Contacts with a conversation that was not there before: on which channels they have some is asked again. */
  readonly begunBy: ReadonlySet<ContactId>;
  /** Contacts one of whose conversations began or changed its status: the history in their panes is asked again. */
  readonly movedOf: ReadonlySet<ContactId>;
  /** What was added to one's notifications; null: something was read. The list asks again. */
  readonly notified: readonly (NotificationId | null)[];
  /** What I have marked unread, or read again, in whatever browser. */
  readonly unreadMarks: ReadonlyMap<ConversationId, { readonly mark: UnreadMark; readonly readSeq: number }>;
  /** Deleted for good, and perhaps still on the screen. */
  readonly gone: ReadonlySet<ConversationId>;
  /** One's teams show them no more; perhaps still on the screen. */
  readonly hidden: ReadonlySet<ConversationId>;
  readonly deletedContacts: ReadonlySet<ContactId>;
  /** Something changed that frames do not carry (one's own access, a channel, a team): bootstrap again. */
  readonly stale: boolean;
};

/** Positions are decimal bigints. Negative: `a` comes first. */
export function comparePositions(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
