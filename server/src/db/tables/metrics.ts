import type { ChannelId, ConversationId, EventId, MessageId, OrganizationId, UserId } from "@guichet/contract";

export type HandleSpansTable = {
  organization_id: OrganizationId;
  user_id: UserId;
  conversation_id: ConversationId;
  channel_id: ChannelId;
  opened_at: Date;
  reply_ids: MessageId[];
};

export type HandleEndsTable = {
  organization_id: OrganizationId;
  event_id: EventId;
  user_id: UserId;
  conversation_id: ConversationId;
  channel_id: ChannelId;
  status: "pending" | "resolved";
  began_at: Date | null;
  ended_at: Date;
  reply_ids: MessageId[];
};
