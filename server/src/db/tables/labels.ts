import type {
  ChannelId,
  ContactGroupId,
  ConversationId,
  ConversationStatus,
  OrganizationId,
  QueueFilterQuery,
  QueueOrder,
  QueueViewId,
  TagId,
  TopicId,
  UserId,
  Visibility,
} from "@guichet/contract";
import type { Generated } from "kysely";
import type { Json } from "./json.ts";

export type TopicsTable = {
  organization_id: OrganizationId;
  id: TopicId;
  name: string;
  description: Generated<string>;
  created_at: Generated<Date>;
  deleted_at: Date | null;
};

export type TagsTable = Omit<TopicsTable, "id"> & { id: TagId };

export type QueueViewsTable = {
  organization_id: OrganizationId;
  id: QueueViewId;
  owner_id: UserId;
  shared: boolean;
  name: string;
  emoji: string | null;
  status: ConversationStatus;
  sort: QueueOrder;
  filter: Json<QueueFilterQuery>;
  version: Generated<number>;
  created_at: Generated<Date>;
  deleted_at: Date | null;
};

/** The queue by topic and tag; written by triggers alone. */
export type ConversationLabelsTable = {
  organization_id: OrganizationId;
  conversation_id: ConversationId;
  label_id: TopicId | TagId;
  channel_id: ChannelId;
  /** `held`: a virtual agent has it. */
  status: ConversationStatus | "held";
  queue_at: Date;
  priority: Generated<number>;
};

/** What is answered sooner. */
export type PrioritizedTable = {
  organization_id: OrganizationId;
  kind: "topic" | "contact_group" | "channel";
  id: TopicId | ContactGroupId | ChannelId;
  visibility: Visibility | null;
};
