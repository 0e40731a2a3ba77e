import type { OutboundFailure } from "../../../outbound/index.ts";
import type { IdentifyContext } from "../../account-hooks.ts";
import { errorOfFailure } from "../../outbound-failure.ts";
import type { Json } from "../../read-json.ts";
import type { Account } from "../account.ts";
import type { AccessTokens } from "./access-tokens.ts";
import { type Called, readAnswer } from "./read-answer.ts";

export type Call = {
  /** Behind `/cgi-bin/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** With one of these it is a POST. */
  readonly json?: Json;
  readonly multipart?: { readonly body: Uint8Array; readonly contentType: string };
  /** What is asked for; left out: it is to be done. */
  readonly member?: string;
  readonly timeoutMs?: number;
};
/** Calls for one account, with whatever token is good. */
export type CallApi = (account: Account, call: Call, ctx: IdentifyContext) => Promise<Called>;

/** The token was not good: nothing was done. */
const TOKEN_CODES: ReadonlySet<number | undefined> = new Set([40001, 40014, 42001]);

export function createCallApi(tokens: AccessTokens): CallApi {
  return async (account, call, ctx) =>
    await withToken(tokens, account, ctx, async (token) => {
      const answer = await request(account, call, token, ctx);
      return answer.ok ? readAnswer(answer, ctx.now(), call.member) : { ok: false, error: errorOfFailure(answer) };
    });
}

type MayFail = { readonly ok: boolean; readonly errcode?: number };
type NoToken = Extract<Awaited<ReturnType<AccessTokens["get"]>>, { ok: false }>;

/** Does something with the token; where it turns out not to be good, once more with the next one. */
export async function withToken<T extends MayFail>(
  tokens: AccessTokens,
  account: Account,
  ctx: IdentifyContext,
  use: (token: string) => Promise<T>,
): Promise<T | NoToken> {
  const first = await tokens.get(account, ctx);
  if (!first.ok) return first;
  const done = await use(first.token);
  if (done.ok || !TOKEN_CODES.has(done.errcode)) return done;
  tokens.forget(account, first.token);
  const next = await tokens.get(account, ctx);
  if (!next.ok) return next;
  return await use(next.token);
}

/** The token travels in the address, which is written down nowhere. */
export function addressOf(account: Account, { path, query = {} }: Pick<Call, "path" | "query">, token: string): URL {
  const url = new URL(`${account.apiUrl}/cgi-bin/${path}`);
  for (const [name, value] of Object.entries({ ...query, access_token: token })) url.searchParams.set(name, value);
  return url;
}

type Answer = Awaited<ReturnType<IdentifyContext["outbound"]["fetch"]>> | OutboundFailure;

async function request(account: Account, call: Call, token: string, ctx: IdentifyContext): Promise<Answer> {
  const { json, multipart, timeoutMs = 25_000 } = call;
  const sent =
    json === undefined
      ? multipart
      : // As UTF-8: escapes would be shown as they are written.
        { body: JSON.stringify(json), contentType: "application/json; charset=utf-8" };
  return await ctx.outbound.fetch(addressOf(account, call, token), {
    method: sent === undefined ? "GET" : "POST",
    ...(sent === undefined ? {} : { headers: { "content-type": sent.contentType }, body: sent.body }),
    signal: ctx.signal,
    headersTimeoutMs: timeoutMs,
    totalTimeoutMs: timeoutMs + 5000,
    maxBytes: 4 * 1024 * 1024,
  });
}
