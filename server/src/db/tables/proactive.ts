import type { ApiKeyId, MessageId, OrganizationId } from "@guichet/contract";
import type { Json } from "./json.ts";

export type ProactiveMessagesTable = {
  organization_id: OrganizationId;
  id: string;
  key_id: ApiKeyId;
  message_id: MessageId;
  contact: string;
  idempotency_key: string | null;
  body_hash: string;
  created_at: Date;
};

export type UsedIdempotencyKeysTable = {
  organization_id: OrganizationId;
  key_id: ApiKeyId;
  /** SHA-256 of the key's id and the idempotency key. */
  idempotency_hash: string;
};

export type MessageMetadataTable = {
  organization_id: OrganizationId;
  message_id: MessageId;
  metadata: Json<Record<string, unknown>>;
};
