import type { ApiKeyId, ApiScope, OrganizationId } from "@guichet/contract";
import type { Database } from "../../db/index.ts";
import { hashToken } from "../../lib/token.ts";
import { findLiveToken, findTokenOrganization, updateKey } from "./api-keys.sql.ts";

/** The program behind a request, as the table of routes expects one. */
type RecognizedCaller = {
  readonly organizationId: OrganizationId;
  readonly keyId: ApiKeyId;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
};
export type RecognizeCaller = (authorization: string | undefined) => Promise<RecognizedCaller | null>;

const USED_STEP_MS = 60_000;

/**
 * Which key's token is it? Asked of the database on every request, so that a revoked key and scopes taken away count at once
 * in every process.
 */
export function createCallerReader(deps: { readonly database: Database; readonly now: () => Date }): RecognizeCaller {
  return async (authorization) => {
    const token = /^Bearer +([A-Za-z0-9_-]{20,200})$/i.exec(authorization ?? "")?.[1];
    if (token === undefined) return null;
    const tokenHash = hashToken(token);
    const organizationId = await findTokenOrganization(deps.database.system, tokenHash);
    if (organizationId === undefined) return null;
    const db = deps.database.of(organizationId);
    const now = deps.now();
    const live = await findLiveToken(db, organizationId, tokenHash, now);
    if (live === undefined) return null;
    const { keyId, name, lastUsedAt, tokenScopes, keyScopes } = live;
    if (lastUsedAt === null || now.getTime() - lastUsedAt.getTime() > USED_STEP_MS)
      await updateKey({ db, organizationId }, keyId, { last_used_at: now });
    return { organizationId, keyId, name, scopes: tokenScopes.filter((scope) => keyScopes.includes(scope)) };
  };
}
