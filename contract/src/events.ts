import type { ConversationStatus, DeliveryErrorKind, DeliveryState, Visibility } from "./conversations.ts";
import type {
  AttributeId,
  AwayStateId,
  ChannelId,
  ContactGroupId,
  ContactId,
  ConversationId,
  EventId,
  IdentityId,
  KnowledgeCollectionId,
  KnowledgeItemId,
  MessageId,
  NotificationId,
  OrganizationId,
  QueueViewId,
  ResolutionReasonId,
  TagId,
  TeamId,
  TopicId,
  UserId,
} from "./ids.ts";
import type { Presence } from "./presence.ts";
import type { ScheduleChange, ScheduleStop } from "./scheduling.ts";

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
      data: ConversationFacts & {
        before: ConversationStatus;
        reason: string | null;
        reasonId: ResolutionReasonId | null;
        comment: string | null;
        cause: StatusCause;
        /** Of the boomerang that brought it back (cause `boomerang`): whose it was (null: the system's), and its note. */
        boomerang: { by: UserId | null; note: string } | null;
      };
    }
  | {
      type: "conversation.assigned";
      data: ConversationFacts & {
        before: UserId | null;
        cause: "by_hand" | "first_reply" | "access_lost" | "deactivated" | "signed_out" | "resolved" | "undone";
      };
    }
  /** With its contact, for good. */
  | { type: "conversation.deleted"; data: ConversationFacts }
  | { type: "contact.deleted"; data: { contactId: ContactId; channelIds: readonly ChannelId[] } }
  | { type: "conversation.opened"; data: ConversationFacts & { userId: UserId } }
  | { type: "conversation.left"; data: ConversationFacts & { userId: UserId } }
  | { type: "conversation.locked"; data: ConversationFacts & { userId: UserId | null; stolenFrom: UserId | null } }
  | { type: "topic.added"; data: ConversationFacts & { topicId: TopicId } }
  | { type: "topic.removed"; data: ConversationFacts & { topicId: TopicId } }
  | { type: "tag.added"; data: ConversationFacts & { messageId: MessageId; tagId: TagId } }
  | { type: "tag.removed"; data: ConversationFacts & { messageId: MessageId; tagId: TagId } }
  /** Of the contact on this channel: told in what is open, or else in the newest. */
  | { type: "contact.muted"; data: ConversationFacts & { muted: boolean } }
  | { type: "post.muted"; data: ConversationFacts & { muted: boolean } }
  /** The mark of contacts has become another one. `group`: the name of the group that did it, where it is known. */
  | {
      type: "contacts.vip_changed";
      data: { contactIds: readonly ContactId[]; vip: boolean; cause: VipCause; group: string | null };
    }
  /** The same, told in a conversation that is open. `source`: the event it tells of. */
  | {
      type: "contact.vip_marked";
      data: ConversationFacts & { vip: boolean; cause: VipCause; group: string | null; source: EventId };
    }
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
  /** A reply that leaves later. `at`: its moment, ISO 8601; `cause`: why it was stopped or cancelled. */
  | {
      type: "schedule.changed";
      data: ConversationFacts & {
        scheduledId: MessageId;
        authorId: UserId;
        change: ScheduleChange;
        cause: ScheduleStop | null;
        at: string;
      };
    }
  | {
      type: "contact.changed";
      data: { contactId: ContactId; change: "name" | "vip" | "attributes" | "notes" | "groups" | "muted" };
    }
  | {
      type: "contact_attribute.changed";
      data: { attributeId: AttributeId; change: "created" | "edited" | "order" | "deleted" };
    }
  | {
      type: "contact_group.changed";
      data: { contactGroupId: ContactGroupId; change: "created" | "edited" | "members" | "deleted" };
    }
  | { type: "presence.changed"; data: { userId: UserId; presence: Presence; awayStateId: AwayStateId | null } }
  | { type: "message.withdrawn"; data: ConversationFacts & { messageId: MessageId } }
  /** Told in both conversations. `messageId`: in the public one the comment, in the private one the reply to it. */
  | {
      type: "message.answered_in_private";
      data: ConversationFacts & { side: "public" | "private"; otherId: ConversationId; messageId: MessageId };
    }
  /** `attachments`: how many went with it. */
  | { type: "message.masked"; data: ConversationFacts & { messageId: MessageId; attachments: number } }
  /** `by` null: the system's own. `at`: ISO 8601. */
  | { type: "boomerang.set"; data: ConversationFacts & { by: UserId | null; at: string; note: string } }
  | { type: "boomerang.cancelled"; data: ConversationFacts & { by: UserId | null; note: string; cause: StatusCause } }
  /** Due while a newer conversation of the contact was open (decision 3): told in the older and in the newer one. */
  | {
      type: "boomerang.woke_newer";
      data: ConversationFacts & { by: UserId | null; note: string; side: "older" | "newer"; otherId: ConversationId };
    }
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
  | {
      type: "away_state.changed";
      data: { awayStateId: AwayStateId; change: "created" | "edited" | "deleted" | "restored" };
    }
  | { type: "topic.changed"; data: { topicId: TopicId; change: LabelChange } }
  | { type: "tag.changed"; data: { tagId: TagId; change: LabelChange } }
  /** Of shared ones alone: private ones concern nobody else. */
  | { type: "queue_view.changed"; data: { queueViewId: QueueViewId; change: LabelChange } }
  | { type: "organization.changed"; data: Record<string, never> }
  | {
      type: "knowledge.changed";
      data: {
        collectionId: KnowledgeCollectionId;
        itemId: KnowledgeItemId | null;
        change: "created" | "edited" | "deleted" | "restored";
      };
    }
  | { type: "knowledge.inserted"; data: ConversationFacts & { itemId: KnowledgeItemId } }
  /** Of one person's list. `added` null: something was read. */
  | { type: "notifications.changed"; data: { userId: UserId; added: NotificationId | null } };

export type VipCause = "by_hand" | "group";
export type LabelChange = "created" | "edited" | "deleted" | "restored";
export type StatusCause =
  | "contact_message"
  | "by_hand"
  | "after_reply"
  | "channel_removed"
  | "send_failed"
  | "boomerang"
  | "auto_resolved"
  | "muted_contact"
  | "muted_post"
  | "bulk"
  | "undone";
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
