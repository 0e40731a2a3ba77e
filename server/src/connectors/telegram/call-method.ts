import type { TelegramSettings } from "@guichet/contract";
import { parseJson } from "../../lib/parse-json.ts";
import { type OutboundAnswer, retryAfterMs } from "../../outbound/index.ts";
import type { IdentifyContext } from "../account-hooks.ts";
import type { ChannelForConnector, SendError } from "../connector.ts";
import { errorOfFailure, leavesOpen } from "../outbound-failure.ts";
import { numberOf, recordOf, textOf } from "../read-json.ts";
import { errorOfRefusal, isAlreadyDone, type Refused } from "./send-error.ts";
import { botToken } from "./settings.ts";

/** Where the bot's methods and files are, and what opens them. The token stands in paths: none of this is ever logged. */
export type Account = { readonly apiUrl: string; readonly fileUrl: string; readonly token: string };

export type Called =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: SendError; readonly description: string; readonly migratedTo?: string };

/** A multipart body and its type, for methods that carry files. */
export type Multipart = { readonly body: Uint8Array; readonly contentType: string };

const limits = { maxBytes: 1024 * 1024 };
/** Most of a wait that Telegram may ask of us, in milliseconds. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

export function accountOf(channel: ChannelForConnector<TelegramSettings>): Account {
  const { apiUrl, fileUrl } = channel.settings;
  return { apiUrl, fileUrl, token: channel.secrets[botToken] ?? "" };
}

/**
 * Calls a method of the Bot API. A refusal is an error in our words; an answer with 2xx that is not Telegram's leaves open
 * what became of it, and so does a server error.
 */
export async function callMethod(
  account: Account,
  method: string,
  given: Readonly<Record<string, unknown>> | Multipart,
  ctx: IdentifyContext,
  timeoutMs = 25_000,
): Promise<Called> {
  const { body, contentType } = isMultipart(given)
    ? given
    : { body: JSON.stringify(given), contentType: "application/json" };
  const answer = await ctx.outbound.fetch(`${account.apiUrl}/bot${account.token}/${method}`, {
    method: "POST",
    headers: { "content-type": contentType },
    body,
    signal: ctx.signal,
    headersTimeoutMs: timeoutMs,
    totalTimeoutMs: timeoutMs + 5000,
    ...limits,
  });
  if (!answer.ok) return { ok: false, error: errorOfFailure(answer), description: "" };
  return readAnswer(answer, ctx.now());
}

function isMultipart(given: Readonly<Record<string, unknown>> | Multipart): given is Multipart {
  return given.body instanceof Uint8Array;
}

function readAnswer(answer: OutboundAnswer, now: number): Called {
  const parsed = parseJson(answer.body, { maxDepth: 40, maxKeys: 20_000, maxBytes: limits.maxBytes });
  const body = recordOf(parsed.ok ? parsed.value : undefined);
  if (body?.ok === true && answer.status < 300) return { ok: true, result: body.result };
  const isFine = answer.status >= 200 && answer.status < 300;
  if (body?.ok !== false && (isFine || leavesOpen(answer.status)))
    return {
      ok: false,
      description: "",
      error: { kind: "outcome_unknown", code: "not_telegram", message: "The answer was not one of Telegram's." },
    };
  const refused = toRefused(answer, body, now);
  if (isAlreadyDone(refused)) return { ok: true, result: undefined };
  const migratedTo = numberOf(recordOf(body?.parameters), "migrate_to_chat_id");
  return {
    ok: false,
    error: errorOfRefusal(refused),
    description: refused.description,
    ...(migratedTo === undefined ? {} : { migratedTo: String(migratedTo) }),
  };
}

function toRefused(answer: OutboundAnswer, body: Readonly<Record<string, unknown>> | undefined, now: number): Refused {
  const told = numberOf(recordOf(body?.parameters), "retry_after");
  const wait = told === undefined ? retryAfterMs(answer.headers, now) : Math.min(told * 1000, LONGEST_WAIT_MS);
  return {
    status: numberOf(body, "error_code") ?? answer.status,
    description: textOf(body, "description") ?? "",
    isTelegram: body?.ok === false,
    ...(wait === undefined ? {} : { retryAfterMs: Math.max(0, wait) }),
  };
}
