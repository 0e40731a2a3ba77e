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

/** A wish that was found sound: the reason's name, and the moment (ISO 8601), are as they were when it was chosen. */
export type BulkDeed =
  | Exclude<BulkWish, { type: "resolve" } | { type: "boomerang" }>
  | { readonly type: "boomerang"; readonly at: string; readonly note: string }
  | {
      readonly type: "resolve";
      readonly topicId: TopicId | null;
      readonly resolution: Resolution & { readonly reason: string | null };
    };

/** A boomerang as it is kept: `at` ISO 8601; `by` null: the system's. */
export type KeptBoomerang = { readonly at: string; readonly note: string; readonly by: UserId | null };

/** What was done with one conversation: enough to take it back. `since`: ISO 8601, when the status began that it led to, or had. */
export type BulkTrace =
  | { readonly type: "status"; readonly since: string; readonly topicIds: readonly TopicId[] }
  | { readonly type: "assignee"; readonly from: UserId | null; readonly to: UserId | null }
  | { readonly type: "team"; readonly to: TeamId | null }
  | { readonly type: "topics"; readonly added: readonly TopicId[]; readonly removed: readonly TopicId[] }
  | { readonly type: "tags"; readonly messageId: MessageId; readonly added: readonly TagId[] }
  | { readonly type: "retagged"; readonly messages: readonly Tagged[]; readonly added: Tagged | null }
  | {
      readonly type: "boomerang";
      readonly since: string;
      readonly from: KeptBoomerang | null;
      readonly to: KeptBoomerang | null;
    };
export type Tagged = { readonly messageId: MessageId; readonly tagIds: readonly TagId[] };

/** `skipped`: nothing was written. */
export type BulkOutcome =
  | { readonly type: "done"; readonly trace: BulkTrace | null }
  | { readonly type: "skipped"; readonly reason: BulkSkipReason };

export const skipped = (reason: BulkSkipReason): BulkOutcome => ({ type: "skipped", reason });
