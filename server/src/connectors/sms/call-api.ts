import type { SmsSettings } from "@guichet/contract";
import { parseJson } from "../../lib/parse-json.ts";
import { type OutboundAnswer, retryAfterMs } from "../../outbound/index.ts";
import type { IdentifyContext } from "../account-hooks.ts";
import type { ChannelForConnector, SendError } from "../connector.ts";
import { errorOfFailure, leavesOpen } from "../outbound-failure.ts";
import { type Json, numberOf, recordOf, textOf } from "../read-json.ts";
import { errorOfRefusal } from "./send-error.ts";
import { apiKeySecret, authToken } from "./settings.ts";

/** Where the account is and what opens it. `user` is the account's SID or a key's. */
export type Account = {
  readonly accountSid: string;
  readonly apiUrl: string;
  readonly messagingUrl: string;
  readonly user: string;
  readonly password: string;
};

export type Called =
  | { readonly ok: true; readonly body: Json }
  | { readonly ok: false; readonly error: SendError; readonly isTwilio: boolean };

/** A form's parameters; of several with one name all are sent. */
export type Form = readonly (readonly [string, string])[];

const limits = { maxDepth: 40, maxKeys: 200_000, maxBytes: 8 * 1024 * 1024 };

/** With the key where the channel has one: it can be revoked alone. `asAccount`: with the auth token, which alone may ask about the account. */
export function accountOf(channel: ChannelForConnector<SmsSettings>, asAccount = false): Account {
  const { accountSid, apiUrl, messagingUrl, apiKeySid } = channel.settings;
  const places = { accountSid, apiUrl, messagingUrl };
  return apiKeySid === "" || asAccount
    ? { ...places, user: accountSid, password: channel.secrets[authToken] ?? "" }
    : { ...places, user: apiKeySid, password: channel.secrets[apiKeySecret] ?? "" };
}

/** An address of the account's own resources (2010-04-01). */
export function accountUrl({ apiUrl, accountSid }: Account, path: string): string {
  return `${apiUrl}/2010-04-01/Accounts/${accountSid}${path}`;
}

/** `Authorization` for this account; never for another host than the ones it names. */
export function basicAuth({ user, password }: Account): string {
  return `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
}

/** Asks (without a form) or posts. A refusal is an error in our words; a 2xx that is not Twilio's leaves open what became of it. */
export async function callApi(
  account: Account,
  url: string,
  form: Form | undefined,
  ctx: IdentifyContext,
  timeoutMs = 25_000,
): Promise<Called> {
  const answer = await ctx.outbound.fetch(url, {
    method: form === undefined ? "GET" : "POST",
    headers: {
      accept: "application/json",
      authorization: basicAuth(account),
      ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    },
    ...(form === undefined ? {} : { body: new URLSearchParams(form.map(([name, value]) => [name, value])).toString() }),
    signal: ctx.signal,
    headersTimeoutMs: timeoutMs,
    totalTimeoutMs: timeoutMs + 5000,
    maxBytes: limits.maxBytes,
  });
  if (!answer.ok) return { ok: false, isTwilio: false, error: errorOfFailure(answer) };
  return readAnswer(answer, form !== undefined, ctx.now());
}

/** `{code, message, more_info, status}` refuses; anything else that is an object and 2xx is what was asked for. */
function readAnswer(answer: OutboundAnswer, wasGiven: boolean, now: number): Called {
  const parsed = parseJson(answer.body, limits);
  const body = recordOf(parsed.ok ? parsed.value : undefined);
  const isDone = answer.status >= 200 && answer.status < 300;
  if (isDone && body !== undefined) return { ok: true, body };
  const code = numberOf(body, "code");
  if (isDone || (wasGiven && code === undefined && leavesOpen(answer.status)))
    return {
      ok: false,
      isTwilio: false,
      error: { kind: "outcome_unknown", code: "not_twilio", message: "The answer was not one of Twilio's." },
    };
  const wait = retryAfterMs(answer.headers, now);
  const error = errorOfRefusal({
    status: answer.status,
    code: code === undefined ? "" : String(code),
    words: textOf(body, "message") ?? "",
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
  return { ok: false, isTwilio: code !== undefined, error };
}
