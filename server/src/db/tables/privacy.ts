import type { ChannelId, ContactId, ConversationId, OrganizationId, Platform, UserId } from "@guichet/contract";
import type { Generated } from "kysely";
import type { Json } from "./json.ts";

export type MutedPostsTable = {
  organization_id: OrganizationId;
  id: string;
  channel_id: ChannelId;
  thread_key: string;
  text: string;
  conversation_id: ConversationId | null;
  muted_at: Date;
  muted_by: UserId;
};

/** Under which id a contact was known on a channel. */
export type ErasedParty = { readonly channelId: ChannelId; readonly externalId: string };

export type ContactDeletionsTable = {
  organization_id: OrganizationId;
  id: string;
  contact_id: ContactId;
  hint: string | null;
  platforms: Generated<Platform[]>;
  by_id: UserId | null;
  asked_at: Date;
  done_at: Date | null;
  parties: Json<ErasedParty[]>;
  conversation_ids: Generated<ConversationId[]>;
  files: Generated<string[]>;
  looked_after: string | null;
  held_deliveries: Generated<string[]>;
  in_ledger: Generated<boolean>;
  next_attempt_at: Generated<Date>;
  failures: Generated<number>;
};
export type ErasedMessagesTable = { organization_id: OrganizationId; channel_id: ChannelId; key: string };
