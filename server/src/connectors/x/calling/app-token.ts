import { parseJson } from "../../../lib/parse-json.ts";
import type { IdentifyContext } from "../../account-hooks.ts";
import type { SendError } from "../../connector.ts";
import { errorOfFailure } from "../../outbound-failure.ts";
import { recordOf, textOf } from "../../read-json.ts";
import type { Account } from "../account.ts";
import { errorOfRefusal, readProblem } from "./api-error.ts";
import { type Call, type Called, callApi } from "./call-api.ts";

export type AppToken =
  | { readonly ok: true; readonly bearer: string }
  | { readonly ok: false; readonly error: SendError };

/**
 * `POST /oauth2/token`: the app's own token for its key and secret, the same whenever it is asked for. What belongs to the app
 * (webhooks, search) is asked with it; and it proves the secret, which verifies deliveries.
 */
export async function getAppToken(
  { apiUrl, consumerKey, consumerSecret }: Account,
  ctx: IdentifyContext,
): Promise<AppToken> {
  const pair = [consumerKey, consumerSecret].map(encodeURIComponent).join(":");
  const answer = await ctx.outbound.fetch(`${apiUrl}/oauth2/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(pair).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
    },
    body: "grant_type=client_credentials",
    signal: ctx.signal,
    headersTimeoutMs: 10_000,
    totalTimeoutMs: 15_000,
  });
  if (!answer.ok) return { ok: false, error: again(errorOfFailure(answer)) };
  const parsed = parseJson(answer.body, { maxDepth: 10, maxKeys: 100, maxBytes: 64 * 1024 });
  const body = recordOf(parsed.ok ? parsed.value : undefined);
  const bearer = textOf(body, "access_token");
  if (answer.status === 200 && bearer !== undefined && bearer.length < 2000) return { ok: true, bearer };
  const code = readProblem(body)?.code ?? "";
  // 99: the pair opens nothing.
  const status = code === "99" ? 401 : answer.status < 300 ? 502 : answer.status;
  return { ok: false, error: errorOfRefusal({ status, code, words: "" }) };
}

/** The same as the app itself. */
export async function callAsApp(account: Account, call: Call, ctx: IdentifyContext): Promise<Called> {
  const token = await getAppToken(account, ctx);
  if (!token.ok) return { ok: false, error: token.error, status: 0 };
  return await callApi(account, { ...call, bearer: token.bearer }, ctx);
}

/** Nothing was changed by it: asking again does no harm. */
function again(error: SendError): SendError {
  return error.kind === "outcome_unknown" ? { ...error, kind: "retryable" } : error;
}
