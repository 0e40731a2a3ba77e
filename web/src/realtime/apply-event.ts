import type { Bootstrap, Colleague, LiveFrame } from "@guichet/contract";
import {
  applyContact,
  applyConversation,
  applyConversationEvent,
  applyGone,
} from "../features/conversations/picture/conversations-picture.ts";
import { addTold } from "../features/conversations/picture/told-meanwhile.ts";
import { applyTyping, clearTypingOf } from "../features/conversations/typing.ts";
import { comparePositions, type Picture } from "./picture.ts";

/**
 * Old picture + frame → new picture. Pure; the one place where the browser changes what it believes. A frame seen
 * before, or older than the picture, changes nothing. `now` in epoch milliseconds.
 */
export function applyEvent(picture: Picture, frame: LiveFrame, now: number): Picture {
  if ("position" in frame && comparePositions(frame.position, picture.position) < 0) return picture;
  // One event, one position: at the same position again it is the same event, and counts no more.
  const seen = "position" in frame && frame.position === picture.position;
  const moved = "position" in frame ? { ...picture, position: frame.position } : picture;
  switch (frame.type) {
    case "conversation":
      return applyConversationFrame(moved, frame, seen);
    case "colleague":
      return { ...moved, world: withColleague(moved.world, frame.colleague) };
    case "contact":
      return {
        ...moved,
        conversations: applyContact(moved.conversations, frame.contact),
        contacts: new Set(moved.contacts).add(frame.contact.id),
      };
    case "notifications":
      return { ...moved, notified: [...moved.notified, frame.added] };
    case "conversation_gone":
      return {
        ...moved,
        conversations: applyGone(moved.conversations, frame, seen),
        gone: new Set(moved.gone).add(frame.conversationId),
      };
    case "conversation_hidden":
      return {
        ...moved,
        conversations: applyGone(moved.conversations, frame, seen),
        hidden: new Set(moved.hidden).add(frame.conversationId),
      };
    case "contact_deleted":
      return { ...moved, deletedContacts: new Set(moved.deletedContacts).add(frame.contactId) };
    case "world_changed":
      return { ...moved, stale: true };
    case "reload":
      return { ...moved, stale: true };
    case "typing":
      return { ...moved, typing: applyTyping(moved.typing, frame, now) };
    case "viewers":
      return { ...moved, viewers: { conversationId: frame.conversationId, userIds: frame.userIds } };
    case "lock_stolen":
      return { ...moved, stolen: new Map(moved.stolen).set(frame.conversationId, frame.byName) };
    case "unread_mark":
      return { ...moved, unreadMarks: new Map(moved.unreadMarks).set(frame.conversationId, frame) };
    case "caught_up":
    case "signed_out":
    case "pong":
      return moved;
  }
}

type ConversationFrame = LiveFrame & { type: "conversation" };

function applyConversationFrame(picture: Picture, frame: ConversationFrame, seen: boolean): Picture {
  const { id, lock, contact } = frame.conversation;
  const conversations = { ...picture.conversations, told: addTold(picture.conversations.told, frame) };
  // The contact's history shows the last words of each conversation: it is fetched afresh.
  const masked = frame.entries.some((entry) => entry.type === "message" && entry.masked);
  return {
    ...picture,
    begunBy: frame.statusBefore === null ? new Set(picture.begunBy).add(contact.id) : picture.begunBy,
    movedOf:
      frame.statusBefore !== frame.statusAfter || frame.statusBefore === null
        ? new Set(picture.movedOf).add(contact.id)
        : picture.movedOf,
    contacts: masked ? new Set(picture.contacts).add(contact.id) : picture.contacts,
    conversations: seen
      ? applyConversation(conversations, frame.conversation, frame.entries, frame.scheduled)
      : applyConversationEvent(conversations, frame),
    typing: clearTypingOf(picture.typing, frame.entries),
    stolen: lock?.id === picture.world.me.id ? without(picture.stolen, id) : picture.stolen,
  };
}

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) return map;
  const next = new Map(map);
  next.delete(key);
  return next;
}

function withColleague(world: Bootstrap, colleague: Colleague): Bootstrap {
  const at = world.colleagues.findIndex((known) => known.id === colleague.id);
  const colleagues = at < 0 ? [...world.colleagues, colleague] : world.colleagues.with(at, colleague);
  const me =
    colleague.id === world.me.id
      ? { ...world.me, presence: colleague.presence, awayState: colleague.awayState }
      : world.me;
  return { ...world, colleagues, me };
}

/** A paused channel stays paused: that is a person's will, not a fault. */
