import type { LineSettings } from "@guichet/contract";
import { parseJson } from "../../lib/parse-json.ts";
import { type OutboundAnswer, retryAfterMs } from "../../outbound/index.ts";
import type { IdentifyContext } from "../account-hooks.ts";
import type { ChannelForConnector, SendError } from "../connector.ts";
import { errorOfFailure } from "../outbound-failure.ts";
import { type Json, memberOf, recordOf, textOf } from "../read-json.ts";
import { errorOfRefusal } from "./send-error.ts";
import { accessToken } from "./settings.ts";

/** Where the account's methods and files are, and what opens them. */
export type Account = { readonly apiUrl: string; readonly dataUrl: string; readonly token: string };

export type Called =
  /** `already`: the same retry key was accepted before. */
  | { readonly ok: true; readonly body: Json; readonly already: boolean }
  /** `said`: LINE's own words, "" where the answer was not one of LINE's. */
  | { readonly ok: false; readonly error: SendError; readonly status: number; readonly said: string };

type Asked = {
  readonly method?: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** `X-Line-Retry-Key`, a uuid: LINE does the same call once within a day. */
  readonly retryKey?: string;
  readonly timeoutMs?: number;
};

const MOST_BYTES = 1024 * 1024;

export function accountOf(channel: ChannelForConnector<LineSettings>): Account {
  const { apiUrl, dataUrl } = channel.settings;
  return { apiUrl, dataUrl, token: channel.secrets[accessToken] ?? "" };
}

/** Calls the Messaging API. A 2xx that is not LINE's leaves open what became of it. */
export async function callApi(account: Account, asked: Asked, ctx: IdentifyContext): Promise<Called> {
  const { method = "POST", path, body, retryKey, timeoutMs = 25_000 } = asked;
  const answer = await ctx.outbound.fetch(`${account.apiUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${account.token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(retryKey === undefined ? {} : { "x-line-retry-key": retryKey }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: ctx.signal,
    headersTimeoutMs: timeoutMs,
    totalTimeoutMs: timeoutMs + 5000,
    maxBytes: MOST_BYTES,
  });
  if (!answer.ok) return { ok: false, error: errorOfFailure(answer), status: 0, said: "" };
  return readAnswer(answer, retryKey !== undefined, ctx.now());
}

function readAnswer(answer: OutboundAnswer, hasKey: boolean, now: number): Called {
  const parsed = parseJson(answer.body, {
    ...{ maxDepth: 40, maxKeys: 20_000, maxBytes: MOST_BYTES },
    ...({ forbiddenKeys: "dropped", bigIntegers: "text" } as const),
  });
  const body = recordOf(parsed.ok ? parsed.value : undefined);
  const { status } = answer;
  if (status >= 200 && status < 300) {
    if (body !== undefined) return { ok: true, body, already: false };
    const error = { kind: "outcome_unknown", code: "not_line", message: "The answer was not one of LINE's." } as const;
    return { ok: false, error, status, said: "" };
  }
  if (status === 409 && hasKey) return { ok: true, body: body ?? {}, already: true };
  const wait = retryAfterMs(answer.headers, now);
  const said = wordsOf(body);
  const error = errorOfRefusal({ status, said, ...(wait === undefined ? {} : { retryAfterMs: Math.max(0, wait) }) });
  return { ok: false, error, status, said };
}

/** `message`, and of the first detail what it is about: `May not be empty (messages[0].text)`. */
function wordsOf(body: Json | undefined): string {
  const details = body?.details;
  const [first] = Array.isArray(details) ? details : [];
  const detail = recordOf(first);
  const about = [textOf(detail, "message"), textOf(detail, "property")].filter((part) => part !== undefined).join(" ");
  // Tokens of the login service are refused in other words.
  const message =
    textOf(body, "message") ?? textOf(body, "error_description") ?? textOf(memberOf(body, "error"), "message");
  return [message, about].filter((part) => part !== undefined && part !== "").join(": ");
}
