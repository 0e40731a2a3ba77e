import type { ViberSettings } from "@guichet/contract";
import { type OutboundAnswer, retryAfterMs } from "../../outbound/index.ts";
import type { IdentifyContext } from "../account-hooks.ts";
import type { ChannelForConnector, SendError } from "../connector.ts";
import { errorOfFailure, leavesOpen } from "../outbound-failure.ts";
import { type Json, numberOf, textOf } from "../read-json.ts";
import { readBody } from "./read-body.ts";
import { errorOfHttp, errorOfStatus } from "./send-error.ts";
import { botToken } from "./settings.ts";

/** Where the bot's methods are, and what opens them. */
export type Account = { readonly apiUrl: string; readonly token: string };
export type Called =
  | { readonly ok: true; readonly body: Json }
  /** `said`: Viber's own words, "" where the answer was not one of Viber's. */
  | { readonly ok: false; readonly error: SendError; readonly said: string };
type Method = "get_account_info" | "send_message" | "set_webhook";

export function accountOf(channel: ChannelForConnector<ViberSettings>): Account {
  return { apiUrl: channel.settings.apiUrl, token: channel.secrets[botToken] ?? "" };
}

/** Calls a method. Viber answers 200 whatever became of it: `status` 0 alone means that it was done. */
export async function callApi(
  account: Account,
  method: Method,
  body: Readonly<Record<string, unknown>>,
  ctx: IdentifyContext,
  timeoutMs = 25_000,
): Promise<Called> {
  const answer = await ctx.outbound.fetch(`${account.apiUrl}/pa/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-viber-auth-token": account.token },
    body: JSON.stringify(body),
    signal: ctx.signal,
    headersTimeoutMs: timeoutMs,
    totalTimeoutMs: timeoutMs + 5000,
    maxBytes: 1024 * 1024,
  });
  if (!answer.ok) return { ok: false, error: errorOfFailure(answer), said: "" };
  return readAnswer(answer, ctx.now());
}

function readAnswer(answer: OutboundAnswer, now: number): Called {
  const read = readBody(answer.body);
  const body = "body" in read ? read.body : undefined;
  const status = numberOf(body, "status");
  const isDone = answer.status >= 200 && answer.status < 300;
  if (isDone && body !== undefined && status === 0) return { ok: true, body };
  const wait = retryAfterMs(answer.headers, now);
  const retry = wait === undefined ? {} : { retryAfterMs: Math.max(0, wait) };
  if (isDone && status !== undefined) {
    const said = textOf(body, "status_message") ?? "";
    return { ok: false, error: { ...errorOfStatus(status, said), ...retry }, said };
  }
  if (!isDone && !leavesOpen(answer.status))
    return { ok: false, error: { ...errorOfHttp(answer.status), ...retry }, said: "" };
  const error = { kind: "outcome_unknown", code: "not_viber", message: "The answer was not one of Viber's." } as const;
  return { ok: false, error, said: "" };
}
