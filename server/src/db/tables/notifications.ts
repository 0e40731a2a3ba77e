import type {
  ChannelId,
  ConversationId,
  EventId,
  MessageId,
  NotificationChoices,
  NotificationId,
  NotificationKind,
  OrganizationId,
  UserId,
} from "@guichet/contract";
import type { ColumnType, Generated } from "kysely";
import type { Json } from "./json.ts";

export type NotificationsTable = {
  organization_id: OrganizationId;
  id: NotificationId;
  user_id: UserId;
  kind: NotificationKind;
  event_id: EventId;
  channel_id: ChannelId;
  conversation_id: ConversationId | null;
  message_id: MessageId | null;
  actor_id: UserId | null;
  while_offline: Generated<boolean>;
  at: Date;
  read_at: Date | null;
};

export type NotificationChoicesTable = {
  organization_id: OrganizationId;
  user_id: UserId;
  choices: ColumnType<NotificationChoices, string, string>;
  queue_told_at: Date | null;
  queue_since: Generated<Date>;
  queue_above: Generated<boolean>;
};

export type NotificationMailsTable = {
  organization_id: OrganizationId;
  id: string;
  user_id: UserId;
  kind: "assigned" | "mentioned" | "channel_trouble" | "queue";
  data: Json<unknown>;
  due_at: Date;
  attempts: Generated<number>;
  claimed_at: Date | null;
};
