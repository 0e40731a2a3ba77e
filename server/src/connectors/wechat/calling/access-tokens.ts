import { createHash } from "node:crypto";
import type { IdentifyContext } from "../../account-hooks.ts";
import type { SendError } from "../../connector.ts";
import { errorOfFailure } from "../../outbound-failure.ts";
import { numberOf, textOf } from "../../read-json.ts";
import type { Account } from "../account.ts";
import { readAnswer } from "./read-answer.ts";

export type AccessToken =
  | { readonly ok: true; readonly token: string }
  | { readonly ok: false; readonly error: SendError; readonly errcode?: number };
/** Of one process. What WeChat gives to another is the same, and neither ends the other's (decision 44). */
export type AccessTokens = {
  /** The token that is good now; asked for once, however many wait for it. */
  get(account: Account, ctx: IdentifyContext): Promise<AccessToken>;
  /** It was refused: the next one is asked for. */
  forget(account: Account, token: string): void;
};

type Kept = { readonly value: string; readonly until: number };

/** Within the last five minutes WeChat gives the next one, while the former stays good. */
const EARLY_MS = 4 * 60_000;
const SHORTEST_MS = 60_000;

export function createAccessTokens(): AccessTokens {
  const kept = new Map<string, Kept>();
  const asking = new Map<string, Promise<AccessToken>>();
  return {
    async get(account, ctx) {
      const key = keyOf(account);
      const known = kept.get(key);
      if (known !== undefined && ctx.now() < known.until) return { ok: true, token: known.value };
      const asked = asking.get(key) ?? ask(account, ctx, (fresh) => kept.set(key, fresh));
      asking.set(key, asked);
      try {
        return await asked;
      } finally {
        if (asking.get(key) === asked) asking.delete(key);
      }
    },
    forget(account, token) {
      const key = keyOf(account);
      if (kept.get(key)?.value === token) kept.delete(key);
    },
  };
}

/**
 * `POST /cgi-bin/stable_token` in its usual mode: as long as a token is good, whoever asks gets that one; it is never forced, which
 * would end it for everybody else.
 */
async function ask(
  { apiUrl, appId, appSecret }: Account,
  ctx: IdentifyContext,
  keep: (fresh: Kept) => void,
): Promise<AccessToken> {
  const answer = await ctx.outbound.fetch(`${apiUrl}/cgi-bin/stable_token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ grant_type: "client_credential", appid: appId, secret: appSecret, force_refresh: false }),
    headersTimeoutMs: 10_000,
    totalTimeoutMs: 12_000,
    maxBytes: 64 * 1024,
  });
  if (!answer.ok) return { ok: false, error: beforeSending(errorOfFailure(answer)) };
  const called = readAnswer(answer, ctx.now(), "access_token");
  if (!called.ok) return { ...called, error: beforeSending(called.error) };
  const token = textOf(called.body, "access_token") ?? "";
  if (!/^[\w.~-]{1,2000}$/.test(token))
    return { ok: false, error: { kind: "retryable", code: "no_token", message: "WeChat gave no access token." } };
  const lastsMs = (numberOf(called.body, "expires_in") ?? 0) * 1000;
  keep({ value: token, until: ctx.now() + Math.max(SHORTEST_MS, lastsMs - EARLY_MS) });
  return { ok: true, token };
}

const PASSING: ReadonlySet<SendError["kind"]> = new Set(["retryable", "rate_limited"]);

/**
 * Asking twice does no harm, and nothing of a message has been seen yet: whatever does not pass by itself is the account's, and is
 * told as such, while messages wait (I15).
 */
function beforeSending(error: SendError): SendError {
  if (error.kind === "outcome_unknown") return { ...error, kind: "retryable" };
  return PASSING.has(error.kind) ? error : { ...error, kind: "auth_expired" };
}

function keyOf({ apiUrl, appId, appSecret }: Account): string {
  return `${apiUrl} ${appId} ${createHash("sha256").update(appSecret).digest("base64url")}`;
}
