import type { ChannelId, ConversationId, EventId, LoggedEvent, MessageId, UserId } from "@guichet/contract";

/** A conversation that is open in front of somebody. Times in epoch milliseconds. */
export type Span = {
  readonly conversationId: ConversationId;
  readonly channelId: ChannelId;
  readonly openedAt: number;
  readonly replies: readonly MessageId[];
};
/** Somebody set a conversation to Pending or Resolved; `beganAt` null: without having opened it. */
export type End = {
  readonly eventId: EventId;
  readonly conversationId: ConversationId;
  readonly channelId: ChannelId;
  readonly status: "pending" | "resolved";
  readonly beganAt: number | null;
  readonly endedAt: number;
  readonly replies: readonly MessageId[];
};
/** Of one person. Newer ends come later. */
export type Work = { readonly spans: readonly Span[]; readonly ends: readonly End[] };

export const NO_WORK: Work = { spans: [], ends: [] };

/** Whose work an event changes; undefined: nobody's. */
export function workerOf(event: LoggedEvent): UserId | undefined {
  switch (event.type) {
    case "conversation.opened":
    case "conversation.left":
      return event.data.userId;
    case "presence.changed":
      return event.data.presence === "offline" ? event.data.userId : undefined;
    case "message.sent":
      return event.data.by === "user" && event.actor.type === "user" ? event.actor.id : undefined;
    case "message.withdrawn":
    case "conversation.status_changed":
      return event.actor.type === "user" ? event.actor.id : undefined;
    default:
      return undefined;
  }
}

/** The work of the person whom an event is about, after it. Pure; the same event again changes nothing. */
export function workAfter(work: Work, event: LoggedEvent): Work {
  switch (event.type) {
    case "conversation.opened": {
      const { conversationId, channelId } = event.data;
      const open = spanOf(work, conversationId);
      // One is in front of them: whatever else was open is not any more.
      return { ...work, spans: [open ?? { conversationId, channelId, openedAt: event.at, replies: [] }] };
    }
    case "conversation.left":
      return { ...work, spans: without(work, event.data.conversationId) };
    case "presence.changed":
      return { ...work, spans: [] };
    case "message.sent":
      return withReply(work, event.data.conversationId, event.data.messageId);
    case "message.withdrawn":
      return withoutReply(work, event.data.messageId);
    case "conversation.status_changed":
      return afterStatus(work, event);
    default:
      return work;
  }
}

/** Did the person handle the conversation, so that the time counts? Milliseconds; undefined: it does not. */
export function handleTime({ beganAt, endedAt, replies }: End): number | undefined {
  return beganAt === null || replies.length === 0 ? undefined : endedAt - beganAt;
}

type StatusEvent = LoggedEvent & { type: "conversation.status_changed" };

function afterStatus(work: Work, event: StatusEvent): Work {
  const { conversationId, channelId, status, cause } = event.data;
  if (cause === "undone") return takenBack(work, conversationId);
  if (status === "new" || work.ends.some((end) => end.eventId === event.id)) return work;
  const open = spanOf(work, conversationId);
  const end: End = {
    ...{ eventId: event.id, conversationId, channelId, status },
    beganAt: open?.openedAt ?? null,
    endedAt: event.at,
    replies: open?.replies ?? [],
  };
  return { spans: without(work, conversationId), ends: [...work.ends, end] };
}

/** The last end of the conversation was not; it is open again as it was. */
function takenBack(work: Work, conversationId: ConversationId): Work {
  const last = work.ends.findLast((end) => end.conversationId === conversationId);
  if (last === undefined) return work;
  const ends = work.ends.filter((end) => end !== last);
  if (last.beganAt === null) return { ...work, ends };
  const { channelId, beganAt, replies } = last;
  return { spans: [{ conversationId, channelId, openedAt: beganAt, replies }], ends };
}

function withReply(work: Work, conversationId: ConversationId, messageId: MessageId): Work {
  const spans = work.spans.map((span) =>
    span.conversationId === conversationId && !span.replies.includes(messageId)
      ? { ...span, replies: [...span.replies, messageId] }
      : span,
  );
  return { ...work, spans };
}

function withoutReply(work: Work, messageId: MessageId): Work {
  const strike = <One extends Span | End>(one: One): One =>
    one.replies.includes(messageId) ? { ...one, replies: one.replies.filter((id) => id !== messageId) } : one;
  return { spans: work.spans.map(strike), ends: work.ends.map(strike) };
}

function spanOf(work: Work, conversationId: ConversationId): Span | undefined {
  return work.spans.find((span) => span.conversationId === conversationId);
}

function without(work: Work, conversationId: ConversationId): Span[] {
  return work.spans.filter((span) => span.conversationId !== conversationId);
}
