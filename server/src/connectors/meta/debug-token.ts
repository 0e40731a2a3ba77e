import type { IdentifyContext } from "../account-hooks.ts";
import type { SendError } from "../connector.ts";
import { arrayOf, idOf, listOf, memberOf, numberOf, rawOf } from "../read-json.ts";
import { callGraph, type GraphAccount } from "./call-graph.ts";

export type TokenFacts = {
  readonly isValid: boolean;
  readonly appId: string;
  readonly scopes: readonly string[];
  /** Scope → the accounts it is limited to; not in it: all that its owner has. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
  /** Epoch milliseconds; undefined: it does not expire by date. */
  readonly expiresAt: number | undefined;
};

/** `GET /debug_token`, asked with the app's own token (`<app id>|<app secret>`): so it proves the app's secret as well. */
export async function debugToken(
  account: Required<GraphAccount>,
  appId: string,
  ctx: IdentifyContext,
): Promise<{ readonly ok: true; readonly facts: TokenFacts } | { readonly ok: false; readonly error: SendError }> {
  const asApp = { ...account, token: `${appId}|${account.appSecret}`, appSecret: "" };
  const query = { input_token: account.token };
  const called = await callGraph(asApp, { method: "GET", path: "debug_token", query, timeoutMs: 10_000 }, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const data = memberOf(called.body, "data");
  const expires = [numberOf(data, "expires_at") ?? 0, numberOf(data, "data_access_expires_at") ?? 0];
  const [first = 0] = expires.filter((at) => at > 0).toSorted((a, b) => a - b);
  return {
    ok: true,
    facts: {
      isValid: rawOf(data, "is_valid") === true,
      appId: idOf(data, "app_id") ?? "",
      scopes: arrayOf(data, "scopes").filter((scope) => typeof scope === "string"),
      targets: Object.fromEntries(
        listOf(data, "granular_scopes").flatMap((scope) => {
          const ids = arrayOf(scope, "target_ids").map(String);
          return ids.length === 0 ? [] : [[idOf(scope, "scope") ?? "", ids]];
        }),
      ),
      expiresAt: first === 0 ? undefined : first * 1000,
    },
  };
}
