import type { ApiKeyId, ApiScope, OrganizationId } from "@guichet/contract";
import type { Insertable, Selectable, Updateable } from "kysely";
import { type Ctx, type Db, readRows, type Tables } from "../../db/index.ts";

export type ApiKeyRow = Selectable<Tables["api_keys"]>;
type Scope = Pick<Ctx, "db" | "organizationId">;

/** Fails with the unique key `api_keys_name` when there is one of that name. */
export async function insertKey(db: Db, row: Insertable<Tables["api_keys"]>): Promise<void> {
  await db.insertInto("api_keys").values(row).execute();
}

export async function listKeyRows({ db, organizationId }: Scope): Promise<ApiKeyRow[]> {
  return await db
    .selectFrom("api_keys")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("revoked_at", "is", null)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .execute();
}

/** Undefined: it was revoked, or never was. */
export async function findKeyRow({ db, organizationId }: Scope, id: ApiKeyId): Promise<ApiKeyRow | undefined> {
  return await db
    .selectFrom("api_keys")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
}

export async function updateKey(
  { db, organizationId }: Scope,
  id: ApiKeyId,
  changes: Updateable<Tables["api_keys"]>,
): Promise<void> {
  await db
    .updateTable("api_keys")
    .set(changes)
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

type KeyPlace = { readonly organizationId: OrganizationId; readonly keyId: ApiKeyId };

/** The narrow look-up outside the organizations' doors: a client id names its organization, nothing else is read. */
export async function findKeyPlace(system: Db, clientId: string): Promise<KeyPlace | undefined> {
  return await system
    .selectFrom("api_keys")
    .where("client_id", "=", clientId)
    .select(["organization_id as organizationId", "id as keyId"])
    .executeTakeFirst();
}

/** The same for a token. */
export async function findTokenOrganization(system: Db, tokenHash: string): Promise<OrganizationId | undefined> {
  const found = await system
    .selectFrom("api_tokens")
    .where("token_hash", "=", tokenHash)
    .select("organization_id as organizationId")
    .executeTakeFirst();
  return found?.organizationId;
}

export async function insertToken(db: Db, row: Insertable<Tables["api_tokens"]>): Promise<void> {
  await db.insertInto("api_tokens").values(row).execute();
}

export async function deleteTokensOf({ db, organizationId }: Scope, keyId: ApiKeyId): Promise<void> {
  await db.deleteFrom("api_tokens").where("organization_id", "=", organizationId).where("key_id", "=", keyId).execute();
}

export type LiveToken = {
  readonly keyId: ApiKeyId;
  readonly name: string;
  readonly tokenScopes: readonly ApiScope[];
  readonly keyScopes: readonly ApiScope[];
  readonly lastUsedAt: Date | null;
};

const LIVE_TOKEN = `
  select k.id as "keyId", k.name, t.scopes as "tokenScopes", k.scopes as "keyScopes", k.last_used_at as "lastUsedAt"
  from api_tokens t join api_keys k on k.organization_id = t.organization_id and k.id = t.key_id
  where t.organization_id = $1 and t.token_hash = $2 and t.ends_at > $3 and k.revoked_at is null`;

/** Undefined: it ran out, or its key was revoked. */
export async function findLiveToken(
  db: Db,
  organizationId: OrganizationId,
  tokenHash: string,
  now: Date,
): Promise<LiveToken | undefined> {
  const rows = await readRows<LiveToken>(db, LIVE_TOKEN, [organizationId, tokenHash, now]);
  return rows[0];
}

/** For the machine: tokens that ran out open nothing any more. */
export async function deleteExpiredTokens(system: Db, now: Date): Promise<void> {
  await system.deleteFrom("api_tokens").where("ends_at", "<=", now).execute();
}
