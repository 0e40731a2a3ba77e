import type { ConversationStatus, Visibility } from "./conversations.ts";
import type { DeliveryErrorKind, DeliveryState } from "./delivery.ts";
import type {
  ApiKeyId,
  AttributeId,
  AutomationId,
  AwayStateId,
  BusinessHoursId,
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
  SkillSetId,
  SlaPolicyId,
  TagId,
  TeamId,
  TopicId,
  UserId,
  VirtualAgentId,
} from "./ids.ts";
import type { Moderation } from "./moderation.ts";
import type { Presence } from "./presence.ts";
import type { RoutingDecision } from "./routing.ts";
import type { ScheduleChange, ScheduleStop } from "./scheduling.ts";
import type { SlaKind } from "./sla.ts";
import type { UnreadMark } from "./unread.ts";

/**
 * Who did it. `contact`: the person who writes; `automation`, `virtual_agent`: a rule, a virtual agent, under the name it had
 * then; `app`: a program by its REST API key; `system`: Guichet itself.
 */
export type Actor =
  | { readonly type: "user"; readonly id: UserId }
  | { readonly type: "contact"; readonly id: ContactId }
  | { readonly type: "automation"; readonly id: AutomationId; readonly name: string }
  | { readonly type: "virtual_agent"; readonly id: VirtualAgentId; readonly name: string }
  | { readonly type: "app"; readonly id: ApiKeyId; readonly name: string }
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
  /** The virtual agent that has it: then it stands in no queue. Absent in events of before there were any. */
  readonly holderId?: VirtualAgentId | null;
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
        /** `given`: they had room (R70); `rerouted`: another team has it now, which the assignee is not in; `sla_…`: its policy takes it from them. */
        cause:
          | "by_hand"
          | "given"
          | "first_reply"
          | "access_lost"
          | "deactivated"
          | "signed_out"
          | "resolved"
          | "undone"
          | "rerouted"
          | "sla_warned"
          | "sla_breached"
          | "delegated"
          | "handed_back"
          | "taken_over";
      };
    }
  /**
   * A virtual agent has it now (`holderId`), or has it no more (null). `before`: which had it; `name`: the one this is about;
   * `waits`: the contact waits for an answer.
   */
  | {
      type: "conversation.handed";
      data: ConversationFacts & { before: VirtualAgentId | null; name: string; cause: HandCause; waits: boolean };
    }
  /** How soon it is to be answered has changed: the number of prioritized topics, groups and channels that fit. */
  | { type: "conversation.prioritized"; data: ConversationFacts & { priority: number; before: number } }
  | { type: "prioritization.changed"; data: Record<string, never> }
  /** Another team has it now, or none (`teamId`). `before`: which had it. */
  | { type: "conversation.routed"; data: ConversationFacts & { before: TeamId | null; decision: RoutingDecision } }
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
  /**
   * The contact wants to be written to no more on this channel, or again: told as `contact.muted` is. `by`: has blocked the
   * account, or does no longer.
   */
  | { type: "contact.opted"; data: ConversationFacts & { optedOut: boolean; by?: "block" } }
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
  /** `reaction`: no message, but what the contact has put under one; nobody owes an answer to it. */
  | {
      type: "message.received";
      data: ConversationFacts & { messageId: MessageId; automatic: boolean; reaction?: true };
    }
  | {
      type: "message.sent";
      data: ConversationFacts & { messageId: MessageId; by: "user" | "virtual_agent" | "system" | "app" };
    }
  | { type: "comment.added"; data: ConversationFacts & { messageId: MessageId; mentions: readonly UserId[] } }
  | {
      type: "message.changed";
      data: ConversationFacts & {
        messageId: MessageId;
        change: "edited" | "deleted" | "hidden" | "attachment" | "reacted";
      };
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
      data: { contactId: ContactId; change: "name" | "vip" | "attributes" | "notes" | "groups" | "muted" | "photo" };
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
  /** Somebody of the brand did this to what stands in public (W163). */
  | { type: "message.moderated"; data: ConversationFacts & { messageId: MessageId; moderation: Moderation } }
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
  | { type: "business_hours.changed"; data: { businessHoursId: BusinessHoursId; change: LabelChange } }
  | { type: "sla_policy.changed"; data: { slaPolicyId: SlaPolicyId; change: LabelChange } }
  /** Of an obligation to answer under a policy. `dueAt`: ISO 8601, null: never. */
  | {
      type: "sla.changed";
      data: ConversationFacts & {
        kind: SlaKind;
        change: SlaChange;
        policyId: SlaPolicyId;
        policyName: string;
        dueAt: string | null;
      };
    }
  | { type: "virtual_agent.changed"; data: { virtualAgentId: VirtualAgentId; change: LabelChange | "channels" } }
  | { type: "automation.changed"; data: { automationId: AutomationId; change: LabelChange | "order" } }
  | { type: "skill_set.changed"; data: { skillSetId: SkillSetId; change: LabelChange | "teams" } }
  | { type: "fallback_teams.changed"; data: { teamId: TeamId; fallback: boolean } }
  | {
      type: "knowledge.changed";
      data: {
        collectionId: KnowledgeCollectionId;
        itemId: KnowledgeItemId | null;
        change: "created" | "edited" | "deleted" | "restored";
      };
    }
  | { type: "knowledge.inserted"; data: ConversationFacts & { itemId: KnowledgeItemId } }
  /** One person has marked a conversation unread for themselves, or has taken that back: nobody else's matter. */
  | {
      type: "unread_mark.changed";
      data: {
        userId: UserId;
        place: { conversationId: ConversationId; channelId: ChannelId };
        mark: UnreadMark;
        readSeq: number;
      };
    }
  /** Of one person's list. `added` null: something was read. */
  | { type: "notifications.changed"; data: { userId: UserId; added: NotificationId | null } };

export type VipCause = "by_hand" | "group";
/** `ended`: answered, or nobody owes an answer any more. */
export type SlaChange = "started" | "recomputed" | "warned" | "breached" | "ended";
/**
 * Why a conversation came to a virtual agent, or left it. `inception`: it began on its channel; `status`: its status was changed;
 * `let_go`: the virtual agent is there no more, or was switched off.
 */
export type HandCause = "inception" | "delegated" | "handed_over" | "let_go" | "taken_over" | "status";
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
  | "automation"
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
