import { API_TOKEN_SECONDS, type ApiScope } from "@guichet/contract";
import type { Database } from "../../db/index.ts";
import type { Log } from "../../lib/log.ts";
import { hashToken, newToken, sameBytes } from "../../lib/token.ts";
import { takeGuess } from "../guessing/guess-guard.ts";
import { findKeyPlace, findKeyRow, insertToken } from "./api-keys.sql.ts";
import type { TokenProblem, TokenRequest } from "./read-token-request.ts";

type GiveTokenDeps = { readonly database: Database; readonly now: () => Date; readonly log: Log };
type GivenToken = { readonly token: string; readonly scopes: readonly ApiScope[] };

/**
 * Gives a token of an hour for a key's secret. Wrong ones are counted for the client id and for the caller's address, and held
 * back like guesses at a password (S21); a client id that nobody has is answered as a wrong secret is (S20). The right one is
 * not held back: nobody guesses 256 bits, and whoever knows a client id shall not be able to stop its program, nor shall its own
 * workers that all start at once.
 */
export async function giveToken(
  deps: GiveTokenDeps,
  asked: TokenRequest,
  address: string,
): Promise<GivenToken | TokenProblem> {
  const { database, now, log } = deps;
  const place = await findKeyPlace(database.system, asked.clientId);
  const scope = place && { db: database.of(place.organizationId), organizationId: place.organizationId };
  const key = scope && (await findKeyRow(scope, place.keyId));
  const right = sameBytes(hashToken(asked.clientSecret), key?.secret_hash ?? "");
  if (scope === undefined || key === undefined || !right) {
    await takeGuess({ system: database.system, now, log }, `api key:${asked.clientId}`, address, "programs");
    return "invalid_client";
  }
  const scopes = asked.scopes ?? key.scopes;
  if (!scopes.every((one) => key.scopes.includes(one))) return "invalid_scope";
  const token = newToken();
  await insertToken(scope.db, {
    ...{ organization_id: scope.organizationId, key_id: key.id, token_hash: hashToken(token), scopes: [...scopes] },
    ends_at: new Date(now().getTime() + API_TOKEN_SECONDS * 1000),
  });
  return { token, scopes };
}
