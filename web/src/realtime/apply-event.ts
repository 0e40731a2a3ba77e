import type { Bootstrap, ChannelId, Colleague, LiveFrame } from "@guichet/contract";
import { applyConversation, applyConversationEvent } from "../features/conversations/picture/conversations-picture.ts";
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
    case "world_changed":
      return { ...moved, stale: true };
    case "reload":
      return { ...moved, stale: true };
    case "typing":
      return { ...moved, typing: applyTyping(moved.typing, frame, now) };
    case "lock_stolen":
      return { ...moved, stolen: new Map(moved.stolen).set(frame.conversationId, frame.byName) };
    case "channel_health":
      return { ...moved, world: withChannelHealth(moved.world, frame.channelId, frame.ok) };
    case "caught_up":
    case "signed_out":
    case "pong":
      return moved;
  }
}

type ConversationFrame = LiveFrame & { type: "conversation" };

function applyConversationFrame(picture: Picture, frame: ConversationFrame, seen: boolean): Picture {
  const { id, lock } = frame.conversation;
  const { conversations } = picture;
  return {
    ...picture,
    conversations: seen
      ? applyConversation(conversations, frame.conversation, frame.entries)
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
  const me = colleague.id === world.me.id ? { ...world.me, presence: colleague.presence } : world.me;
  return { ...world, colleagues, me };
}

/** A paused channel stays paused: that is a person's will, not a fault. */
function withChannelHealth(world: Bootstrap, channelId: ChannelId, ok: boolean): Bootstrap {
  const state = ok ? ("connected" as const) : ("needs_reconnection" as const);
  const channels = world.channels.map((channel) =>
    channel.id === channelId && channel.state !== "paused" ? { ...channel, state } : channel,
  );
  return { ...world, channels };
}
