import type { ConversationStatus } from "./conversations.ts";
import type { ConversationFacts, DomainEvent } from "./events.ts";

/** In which queue a conversation counts by these facts; null: in none, for a virtual agent has it. */
export function queueOf({
  status,
  holderId,
}: Pick<ConversationFacts, "status" | "holderId">): ConversationStatus | null {
  return holderId == null ? status : null;
}

type About = Extract<DomainEvent, { data: ConversationFacts }>;

/** Is the event about one conversation? */
export function isAboutConversation<Event extends DomainEvent>(event: Event): event is Event & About {
  return "conversationId" in event.data;
}

/** In which queue a conversation counted before an event and counts after it; null: in none. Whoever counts by events asks this. */
export function queueStep({ type, data }: About): {
  readonly before: ConversationStatus | null;
  readonly after: ConversationStatus | null;
} {
  const after = queueOf(data);
  switch (type) {
    case "conversation.created":
      return { before: null, after };
    case "conversation.deleted":
      return { before: after, after: null };
    case "conversation.status_changed":
      return { before: queueOf({ ...data, status: data.before }), after };
    case "conversation.handed":
      // What begins with a virtual agent was never in a queue.
      return { before: data.cause === "inception" ? after : queueOf({ ...data, holderId: data.before }), after };
    default:
      return { before: after, after };
  }
}
