import {
  type ApiKeyCreated,
  type ApiKeyId,
  type ApiKeyView,
  type createApiKeyBody,
  MOST_API_KEYS,
  type patchApiKeyBody,
  Refusal,
} from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../../db/index.ts";
import { hashToken, newToken } from "../../lib/token.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { type AuditedCtx, appendSettingsChange, changedFields, settleSettings } from "../../organizations/index.ts";
import { type ApiKeyRow, deleteTokensOf, findKeyRow, insertKey, listKeyRows, updateKey } from "./api-keys.sql.ts";

const UNIQUE = { api_keys_name: "name" };

/** The newest first; revoked ones are gone. */
export async function listKeys(ctx: Pick<Ctx, "db" | "organizationId">): Promise<ApiKeyView[]> {
  return (await listKeyRows(ctx)).map(toView);
}

/** Makes a key. Its secret is answered this once: only its hash is kept. */
export async function createKey(ctx: AuditedCtx, given: z.output<typeof createApiKeyBody>): Promise<ApiKeyCreated> {
  const id = uuidV7() as ApiKeyId;
  const clientSecret = newToken();
  return await settleSettings(ctx, UNIQUE, async (inside) => {
    if ((await listKeyRows(inside)).length >= MOST_API_KEYS)
      throw new Refusal("limit_reached", { details: { max: MOST_API_KEYS } });
    await insertKey(inside.db, {
      ...{ organization_id: inside.organizationId, id, client_id: newToken(18), secret_hash: hashToken(clientSecret) },
      ...{ name: given.name, scopes: given.scopes, created_at: inside.now(), created_by: inside.by.name },
    });
    const after = { scopes: given.scopes };
    await appendSettingsChange(inside, { action: "api_key.created", subject: given.name, after });
    return { key: toView(await getKey(inside, id)), clientSecret };
  });
}

/** Another name, other scopes: what is taken away is taken from its tokens at once. */
export async function changeKey(
  ctx: AuditedCtx,
  id: ApiKeyId,
  given: z.output<typeof patchApiKeyBody>,
): Promise<ApiKeyView> {
  return await settleSettings(ctx, UNIQUE, async (inside) => {
    const { name, scopes } = await getKey(inside, id);
    const changes = changedFields({ name, scopes }, given);
    if (changes !== undefined) {
      await updateKey(inside, id, { name: given.name, scopes: given.scopes });
      await appendSettingsChange(inside, { action: "api_key.changed", subject: name, ...changes });
    }
    return toView(await getKey(inside, id));
  });
}

/** For good, with its tokens. What was sent with it keeps its name. */
export async function revokeKey(ctx: AuditedCtx, id: ApiKeyId): Promise<void> {
  await settleSettings(ctx, {}, async (inside) => {
    const { name } = await getKey(inside, id);
    await updateKey(inside, id, { revoked_at: inside.now() });
    await deleteTokensOf(inside, id);
    await appendSettingsChange(inside, { action: "api_key.revoked", subject: name });
  });
}

async function getKey(ctx: Pick<Ctx, "db" | "organizationId">, id: ApiKeyId): Promise<ApiKeyRow> {
  const row = await findKeyRow(ctx, id);
  if (row === undefined) throw new Refusal("not_found");
  return row;
}

function toView(row: ApiKeyRow): ApiKeyView {
  return {
    ...{ id: row.id, name: row.name, clientId: row.client_id, scopes: row.scopes, createdBy: row.created_by },
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
