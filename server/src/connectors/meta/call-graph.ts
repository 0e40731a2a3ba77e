import { createHmac } from "node:crypto";
import { parseJson } from "../../lib/parse-json.ts";
import type { OutboundAnswer } from "../../outbound/index.ts";
import type { IdentifyContext } from "../account-hooks.ts";
import type { SendError } from "../connector.ts";
import { errorOfFailure, leavesOpen } from "../outbound-failure.ts";
import { type Json, recordOf, textOf } from "../read-json.ts";
import { errorOfRefusal, type OwnMeaning, readGraphError } from "./graph-error.ts";
import { waitOf } from "./usage.ts";

/** Who asks the Graph API, and where it is. */
export type GraphAccount = {
  readonly graphUrl: string;
  /** `v23.0` */
  readonly graphVersion: string;
  readonly token: string;
  /** Proves with every call that the token is used by its own app (`appsecret_proof`); Meta refuses a wrong one. */
  readonly appSecret?: string;
};

/** A multipart body and its type, for uploads. */
export type Multipart = { readonly body: Uint8Array; readonly contentType: string };
export type GraphCall = {
  readonly method: "GET" | "POST" | "DELETE";
  /** Behind the version, without a slash: `me/accounts`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly multipart?: Multipart;
  readonly timeoutMs?: number;
  /** Tokens of Instagram are exchanged and renewed without a version. */
  readonly unversioned?: true;
  /** What codes mean on this platform. */
  readonly own?: OwnMeaning;
};
export type Called =
  | { readonly ok: true; readonly body: Json; readonly status: number }
  | { readonly ok: false; readonly error: SendError; readonly code: number | undefined };

const MOST_BYTES = 4 * 1024 * 1024;
const MOST_WORDS = 300;
const jsonLimits = { maxDepth: 60, maxKeys: 200_000, maxBytes: MOST_BYTES, bigIntegers: "text" } as const;

/**
 * Calls the Graph API. The token travels in a header, so that it stands in no address; answers are judged by their `error`
 * member too, because Meta has sent such with 200. A 2xx that is not Meta's leaves open what became of it, and for what is to
 * do something a server error does so too.
 */
export async function callGraph(account: GraphAccount, call: GraphCall, ctx: IdentifyContext): Promise<Called> {
  const { timeoutMs = 25_000 } = call;
  const answer = await ctx.outbound.fetch(addressOf(account, call), {
    method: call.method,
    headers: { authorization: `Bearer ${account.token}`, ...contentOf(call).headers },
    body: contentOf(call).body,
    signal: ctx.signal,
    headersTimeoutMs: timeoutMs,
    totalTimeoutMs: timeoutMs + 5000,
    maxBytes: MOST_BYTES,
  });
  if (!answer.ok) return { ok: false, error: errorOfFailure(answer), code: undefined };
  return readAnswer(account, answer, call, ctx.now());
}

function addressOf({ graphUrl, graphVersion, token, appSecret = "" }: GraphAccount, call: GraphCall): string {
  const query = new URLSearchParams(call.query);
  if (appSecret !== "") query.set("appsecret_proof", proofOf(token, appSecret));
  const path = call.path.split("/").map(encodeURIComponent).join("/");
  const root = call.unversioned === true ? graphUrl : `${graphUrl}/${graphVersion}`;
  return `${root}/${path}${query.size === 0 ? "" : `?${query}`}`;
}

function proofOf(token: string, appSecret: string): string {
  return createHmac("sha256", appSecret).update(token).digest("hex");
}

function contentOf({ json, multipart }: GraphCall): { headers: Record<string, string>; body?: string | Uint8Array } {
  if (multipart !== undefined) return { headers: { "content-type": multipart.contentType }, body: multipart.body };
  if (json === undefined) return { headers: {} };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(json) };
}

function readAnswer(account: GraphAccount, answer: OutboundAnswer, call: GraphCall, now: number): Called {
  const parsed = parseJson(answer.body, jsonLimits);
  const body = recordOf(parsed.ok ? parsed.value : undefined);
  const said = readGraphError(body);
  const isFine = answer.status >= 200 && answer.status < 300;
  if (isFine && said === undefined)
    return body === undefined
      ? { ok: false, error: notMetas, code: undefined }
      : { ok: true, body, status: answer.status };
  if (said === undefined && call.method !== "GET" && leavesOpen(answer.status))
    return { ok: false, error: notMetas, code: undefined };
  const wait = waitOf(answer.headers, now);
  const refusal = {
    status: answer.status,
    ...(said ?? { code: undefined, subcode: undefined, words: "", isTransient: false }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
  // First replaced, then cut: half a token is not found any more.
  const words = withoutSecrets(account, call, refusal.words).slice(0, MOST_WORDS);
  const error = errorOfRefusal({ ...refusal, words }, call.own);
  return { ok: false, error, code: said?.code };
}

const notMetas: SendError = {
  kind: "outcome_unknown",
  code: "not_meta",
  message: "The answer was not one of Meta's.",
};

/** An answer may repeat what it was asked with: a token (an app's own ends with its secret), one that was asked about, a proof. */
function withoutSecrets({ token, appSecret = "" }: GraphAccount, { query }: GraphCall, words: string): string {
  const [, ownSecret = ""] = token.split("|");
  const proof = appSecret === "" ? "" : proofOf(token, appSecret);
  const { input_token: asked = "", client_secret: clients = "" } = query ?? {};
  return [token, asked, clients, proof, appSecret, ownSecret]
    .filter((secret) => secret !== "")
    .reduce((text, one) => text.replaceAll(one, "…"), words);
}

const MOST_PAGES = 50;

/**
 * A list page by page. The next page is asked for by its cursor at the address we know: `paging.next` is an address that the
 * answer chose, and the token must not follow it.
 */
export async function listGraph(
  account: GraphAccount,
  call: Omit<GraphCall, "method">,
  ctx: IdentifyContext,
): Promise<{ readonly ok: true; readonly items: readonly unknown[] } | Extract<Called, { ok: false }>> {
  const items: unknown[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { ...call.query, ...(after === undefined ? {} : { after }) };
    const called = await callGraph(account, { ...call, method: "GET", query }, ctx);
    if (!called.ok) return called;
    const { data } = called.body;
    if (Array.isArray(data)) items.push(...data);
    const next = nextCursor(called.body);
    if (next === undefined || next === after) break;
    after = next;
  }
  return { ok: true, items };
}

function nextCursor(body: Json): string | undefined {
  const paging = recordOf(body.paging);
  const next = textOf(paging, "next");
  if (next === undefined) return undefined;
  return textOf(recordOf(paging?.cursors), "after") ?? URL.parse(next)?.searchParams.get("after") ?? undefined;
}
