import type { ApiKeyId, ApiScope, OrganizationId } from "@guichet/contract";

export type ApiKeysTable = {
  organization_id: OrganizationId;
  id: ApiKeyId;
  name: string;
  client_id: string;
  secret_hash: string;
  scopes: ApiScope[];
  created_at: Date;
  created_by: string;
  last_used_at: Date | null;
  revoked_at: Date | null;
};

export type ApiTokensTable = {
  organization_id: OrganizationId;
  key_id: ApiKeyId;
  token_hash: string;
  scopes: ApiScope[];
  ends_at: Date;
};
