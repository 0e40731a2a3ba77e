import type {
  BulkSkipReason,
  BulkWish,
  MessageId,
  Resolution,
  TagId,
  TeamId,
  TopicId,
  UserId,
} from "@guichet/contract";

/** A wish that was found sound: the reason's name is as it was when it was chosen. */
export type BulkDeed =
  | Exclude<BulkWish, { type: "resolve" }>
  | {
      readonly type: "resolve";
      readonly topicId: TopicId | null;
      readonly resolution: Resolution & { readonly reason: string | null };
    };

/** What was done with one conversation: enough to take it back. `since`: ISO 8601, when the status began that it led to. */
export type BulkTrace =
  | { readonly type: "status"; readonly since: string; readonly topicIds: readonly TopicId[] }
  | { readonly type: "assignee"; readonly from: UserId | null; readonly to: UserId | null }
  | { readonly type: "team"; readonly to: TeamId | null }
  | { readonly type: "topics"; readonly added: readonly TopicId[]; readonly removed: readonly TopicId[] }
  | { readonly type: "tags"; readonly messageId: MessageId; readonly added: readonly TagId[] };

/** `skipped`: nothing was written. */
export type BulkOutcome =
  | { readonly type: "done"; readonly trace: BulkTrace | null }
  | { readonly type: "skipped"; readonly reason: BulkSkipReason };

export const skipped = (reason: BulkSkipReason): BulkOutcome => ({ type: "skipped", reason });
