import { z } from "zod";
import { apiKeyId, instant } from "./ids.ts";

/** What a REST API key opens (R167). A new API is one word here, and names it on its routes. */
export const apiScope = z.enum(["proactive.send", "proactive.read"]);
export type ApiScope = z.infer<typeof apiScope>;
export const API_SCOPES: readonly ApiScope[] = apiScope.options;

/** So many keys an organization may have. */
export const MOST_API_KEYS = 100;
/** How long a token opens, in seconds. */
export const API_TOKEN_SECONDS = 3600;

export const apiKeyView = z.object({
  id: apiKeyId,
  name: z.string(),
  clientId: z.string(),
  scopes: z.array(apiScope),
  createdAt: instant,
  /** Under the name they had then. */
  createdBy: z.string(),
  /** To the minute; null: never. */
  lastUsedAt: instant.nullable(),
});
export type ApiKeyView = z.infer<typeof apiKeyView>;

/** The secret is shown here and nowhere else: only its hash is kept. */
export const apiKeyCreated = z.object({ key: apiKeyView, clientSecret: z.string() });
export type ApiKeyCreated = z.infer<typeof apiKeyCreated>;

const name = z.string().trim().min(1).max(100);
const scopes = z
  .array(apiScope)
  .min(1)
  .max(API_SCOPES.length)
  .transform((given) => API_SCOPES.filter((scope) => given.includes(scope)));
export const createApiKeyBody = z.strictObject({ name, scopes });
export const patchApiKeyBody = createApiKeyBody.partial();

/** What a token endpoint answers (RFC 6749, 5.1). */
export const tokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.literal("Bearer"),
  expires_in: z.number().int(),
  scope: z.string(),
});
