import { randomBytes } from "node:crypto";
import { parseJson } from "../../../lib/parse-json.ts";
import { type OutboundAnswer, retryAfterMs } from "../../../outbound/index.ts";
import type { IdentifyContext } from "../../account-hooks.ts";
import type { SendError } from "../../connector.ts";
import { errorOfFailure, leavesOpen } from "../../outbound-failure.ts";
import { type Json, rawOf, recordOf } from "../../read-json.ts";
import type { Account } from "../account.ts";
import { errorOfRefusal, readProblem } from "./api-error.ts";
import { signRequest } from "./sign-request.ts";

export type Call = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Behind the address of the API, e.g. `/2/tweets`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly multipart?: { readonly body: Uint8Array; readonly contentType: string };
  /** The app's own token; left out: in the name of the account. */
  readonly bearer?: string;
  readonly timeoutMs?: number;
};
export type Called =
  | { readonly ok: true; readonly body: Json }
  | { readonly ok: false; readonly error: SendError; readonly status: number };

const MOST_BYTES = 4 * 1024 * 1024;
const MOST_WORDS = 300;
const LONGEST_WAIT_MS = 24 * 3_600_000;
const jsonLimits = { maxDepth: 60, maxKeys: 200_000, maxBytes: MOST_BYTES, bigIntegers: "text" } as const;

/** Calls X's API v2. A 2xx that is not X's leaves open what became of it. */
export async function callApi(account: Account, call: Call, ctx: IdentifyContext): Promise<Called> {
  const { method, json, multipart, bearer, timeoutMs = 25_000 } = call;
  const url = addressOf(account, call);
  const type = multipart?.contentType ?? (json === undefined ? undefined : "application/json");
  const answer = await ctx.outbound.fetch(url, {
    method,
    headers: {
      authorization: bearer === undefined ? signNow({ method, url }, account, ctx) : `Bearer ${bearer}`,
      ...(type === undefined ? {} : { "content-type": type }),
    },
    body: multipart?.body ?? (json === undefined ? undefined : JSON.stringify(json)),
    signal: ctx.signal,
    headersTimeoutMs: timeoutMs,
    totalTimeoutMs: timeoutMs + 5000,
    maxBytes: MOST_BYTES,
  });
  if (!answer.ok) return { ok: false, error: errorOfFailure(answer), status: 0 };
  return readAnswer(account, answer, method, ctx.now());
}

function addressOf({ apiUrl }: Account, { path, query = {} }: Call): string {
  // Blanks as %20: what is signed must be what is sent.
  const written = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${apiUrl}${path}${written.length === 0 ? "" : `?${written.join("&")}`}`;
}

export function signNow(request: { method: string; url: string }, account: Account, ctx: Pick<IdentifyContext, "now">) {
  const once = { timestamp: Math.floor(ctx.now() / 1000), nonce: randomBytes(16).toString("hex") };
  return signRequest(request, account, once);
}

/** A 200 may hold `errors` beside `data`, for parts that were not found; without `data` they are the answer. */
function readAnswer(account: Account, answer: OutboundAnswer, method: string, now: number): Called {
  const parsed = parseJson(answer.body, jsonLimits);
  const body = recordOf(parsed.ok ? parsed.value : undefined);
  const { status } = answer;
  const problem = readProblem(body);
  const isFine = status >= 200 && status < 300;
  if (isFine && body !== undefined && (problem === undefined || rawOf(body, "data") !== undefined))
    return { ok: true, body };
  if (isFine && status === 204) return { ok: true, body: {} };
  const isOpen = isFine || (method !== "GET" && leavesOpen(status));
  if (isOpen && problem === undefined) return { ok: false, error: notXs, status };
  const wait = waitOf(answer.headers, now);
  const words = withoutSecrets(account, problem?.words ?? "").slice(0, MOST_WORDS);
  const refusal = { status: isFine ? 400 : status, code: problem?.code ?? "", words };
  return {
    ok: false,
    error: errorOfRefusal({ ...refusal, ...(wait === undefined ? {} : { retryAfterMs: wait }) }),
    status,
  };
}

const notXs: SendError = { kind: "outcome_unknown", code: "not_x", message: "The answer was not one of X's." };

/** `x-rate-limit-reset` and its likes for a day: seconds since 1970, for the method that was called. */
function waitOf(headers: Headers, now: number): number | undefined {
  const told = retryAfterMs(headers, now);
  if (told !== undefined) return told;
  for (const kind of ["user-limit-24hour", "app-limit-24hour", "rate-limit"]) {
    if (kind !== "rate-limit" && headers.get(`x-${kind}-remaining`) !== "0") continue;
    const reset = Number(headers.get(`x-${kind}-reset`) ?? Number.NaN);
    if (Number.isFinite(reset)) return Math.min(Math.max(1000, reset * 1000 - now), LONGEST_WAIT_MS);
  }
  return undefined;
}

/** An answer may repeat what it was asked with. */
function withoutSecrets({ consumerSecret, token, tokenSecret }: Account, words: string): string {
  return [consumerSecret, token, tokenSecret]
    .filter((secret) => secret !== "")
    .reduce((text, one) => text.replaceAll(one, "…"), words);
}
