import type { ConversationStatus, DeliveryErrorKind, DeliveryState, Visibility } from "./conversations.ts";
import type {
  ChannelId,
  ContactId,
  ConversationId,
  EventId,
  IdentityId,
  MessageId,
  OrganizationId,
  TeamId,
  TopicId,
  UserId,
} from "./ids.ts";
import type { Presence } from "./people.ts";

/** Who did it. `contact`: the person who writes; `system`: Guichet itself. */
export type Actor =
  | { readonly type: "user"; readonly id: UserId }
  | { readonly type: "contact"; readonly id: ContactId }
  | { readonly type: "system"; readonly name: string };

/** What every event about a conversation carries: enough to compute metrics without another read (analytics 13.1). */
export type ConversationFacts = {
  readonly conversationId: ConversationId;
  readonly channelId: ChannelId;
  readonly contactId: ContactId;
  readonly identityId: IdentityId;
  readonly visibility: Visibility;
  readonly status: ConversationStatus;
  readonly assigneeId: UserId | null;
  readonly teamId: TeamId | null;
};

/** Past tense, one type for one fact. Metrics, audit trail, live feed and webhooks are all computed from these. */
export type DomainEvent =
  | { type: "conversation.created"; data: ConversationFacts }
  | {
      type: "conversation.status_changed";
      data: ConversationFacts & { before: ConversationStatus; reason: string | null; cause: StatusCause };
    }
  | {
      type: "conversation.assigned";
      data: ConversationFacts & {
        before: UserId | null;
        cause: "by_hand" | "first_reply" | "access_lost" | "deactivated" | "resolved";
      };
    }
  | { type: "conversation.opened"; data: ConversationFacts & { userId: UserId } }
  | { type: "conversation.left"; data: ConversationFacts & { userId: UserId } }
  | { type: "conversation.locked"; data: ConversationFacts & { userId: UserId | null; stolenFrom: UserId | null } }
  | { type: "topic.added"; data: ConversationFacts & { topicId: TopicId } }
  | { type: "topic.removed"; data: ConversationFacts & { topicId: TopicId } }
  | { type: "message.received"; data: ConversationFacts & { messageId: MessageId; automatic: boolean } }
  | { type: "message.sent"; data: ConversationFacts & { messageId: MessageId; by: "user" | "system" | "app" } }
  | { type: "comment.added"; data: ConversationFacts & { messageId: MessageId; mentions: readonly UserId[] } }
  | {
      type: "message.changed";
      data: ConversationFacts & { messageId: MessageId; change: "edited" | "deleted" | "attachment" };
    }
  | {
      type: "message.delivery_changed";
      data: ConversationFacts & { messageId: MessageId; state: DeliveryState; error: DeliveryErrorKind | null };
    }
  | { type: "presence.changed"; data: { userId: UserId; presence: Presence } }
  | {
      type: "user.changed";
      data: { userId: UserId; change: "created" | "edited" | "access" | "deactivated" | "reactivated" };
    }
  | {
      type: "channel.changed";
      data: { channelId: ChannelId; change: "created" | "edited" | "access" | "state" | "deleted" };
    }
  | {
      type: "team.changed";
      data: { teamId: TeamId; change: "created" | "edited" | "members" | "channels" | "deleted" };
    }
  | { type: "organization.changed"; data: Record<string, never> };

export type StatusCause = "contact_message" | "by_hand" | "after_reply" | "channel_removed" | "send_failed";
export type EventType = DomainEvent["type"];

/** As it stands in the log. `seq` and `orderKey` are set when the event is a line of the audit trail. */
export type LoggedEvent = DomainEvent & {
  readonly id: EventId;
  readonly organizationId: OrganizationId;
  /** Decimal bigint. Given by the dispatcher; a reader never passes an event whose transaction is still open. */
  readonly position: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor: Actor;
  readonly seq: number | null;
};
