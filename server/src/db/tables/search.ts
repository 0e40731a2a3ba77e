import type { ChannelId, ConversationId, MessageId, OrganizationId } from "@guichet/contract";
import type { Generated } from "kysely";

/** Derived from messages; rebuilt from them. */
export type MessageSearchTable = {
  organization_id: OrganizationId;
  message_id: MessageId;
  conversation_id: ConversationId;
  channel_id: ChannelId;
  at: Date;
  words: string;
};
export type SearchBackfillTable = {
  organization_id: OrganizationId;
  before: string;
  reached: Date | null;
  /** Of so many older messages, so many are done; null: not counted yet. */
  total: string | null;
  done: Generated<string>;
};
/** Messages that could not be indexed. */
export type SearchAsideTable = {
  organization_id: OrganizationId;
  message_id: MessageId;
  failure: string;
  attempts: Generated<number>;
  aside_at: Generated<Date>;
  next_attempt_at: Date | null;
};
