import type { Identified, IdentifyContext } from "../../account-hooks.ts";
import { type Called, callGraph, type GraphAccount } from "../../meta/call-graph.ts";
import type { OwnMeaning } from "../../meta/graph-error.ts";
import { mayPass } from "../../meta/health-checks.ts";
import { refusedBy } from "../../meta/refused-by.ts";
import { numberOf, textOf } from "../../read-json.ts";

/** `endsAt`: epoch milliseconds. */
export type FreshToken = { readonly value: string; readonly endsAt: number };
type Exchanged =
  /** Undefined: it is a token of sixty days already. */
  | { readonly ok: true; readonly token: FreshToken | undefined }
  | { readonly ok: false; readonly refused: Extract<Identified<unknown>, { ok: false }> };

const WRONG_SECRET = "wrong_secret";

/** Instagram names what it does not like in words alone. */
const own: OwnMeaning = ({ words }) =>
  /client[ _]secret/i.test(words) ? { kind: "policy", message: WRONG_SECRET } : undefined;

/**
 * `GET /access_token` (`ig_exchange_token`): a token of an hour for one of sixty days. It is asked with the app's secret, so a
 * wrong one shows here; one that lives sixty days already is refused, and stays as it is.
 */
export async function exchangeToken(account: Required<GraphAccount>, ctx: IdentifyContext): Promise<Exchanged> {
  const query = {
    grant_type: "ig_exchange_token",
    client_secret: account.appSecret,
    access_token: account.token,
  };
  const call = { method: "GET", path: "access_token", query, unversioned: true, own, timeoutMs: 10_000 } as const;
  const called = await callGraph({ ...account, appSecret: "" }, call, ctx);
  if (called.ok) return { ok: true, token: freshTokenOf(called, ctx.now()) };
  const { message } = called.error;
  if (message === WRONG_SECRET)
    return { ok: false, refused: { ok: false, code: "account_refused", path: "appSecret" } };
  // Code 1 and 2 are said of what is refused, too; what is away does not answer the next call either.
  const isAway = mayPass(called.error) && called.code === undefined;
  return isAway ? { ok: false, refused: refusedBy(called.error, "token") } : { ok: true, token: undefined };
}

/** What Instagram gives for a token; undefined: it gave none. */
export function freshTokenOf({ body }: Extract<Called, { ok: true }>, now: number): FreshToken | undefined {
  const value = textOf(body, "access_token");
  const seconds = numberOf(body, "expires_in");
  return value === undefined || seconds === undefined ? undefined : { value, endsAt: now + Math.floor(seconds) * 1000 };
}
