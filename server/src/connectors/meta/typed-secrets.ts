import type { Identified, IdentifyContext } from "../account-hooks.ts";
import type { GraphAccount } from "./call-graph.ts";
import { debugToken } from "./debug-token.ts";
import { refusedBy } from "./refused-by.ts";

type Refused = Extract<Identified<unknown>, { ok: false }>;
type Typed = {
  readonly token: string | null;
  readonly tokenPath: string;
  readonly appSecret: string | null;
};

/**
 * The secrets that a form brought, else those that are stored. `kept`: undefined where they were given for another address,
 * to which they must not be shown.
 */
export function typedOrKept(
  typed: Typed,
  kept: Required<Pick<GraphAccount, "token" | "appSecret">> | undefined,
  isSameApp: boolean,
): { readonly ok: true; readonly token: string; readonly appSecret: string } | Refused {
  const token = typed.token ?? kept?.token ?? "";
  if (token === "") return { ok: false, code: "account_secret_needed", path: typed.tokenPath };
  const appSecret = typed.appSecret ?? (isSameApp ? kept?.appSecret : undefined) ?? "";
  if (appSecret === "") return { ok: false, code: "account_secret_needed", path: "appSecret" };
  return { ok: true, token, appSecret };
}

/**
 * Is the secret the app's, and the token made for that app? The app's own token is `<app id>|<app secret>`: a wrong one shows
 * here, before it refuses every delivery. Undefined: all is well.
 */
export async function disproveApp(
  account: Required<GraphAccount>,
  appId: string,
  tokenPath: string,
  ctx: IdentifyContext,
): Promise<Refused | undefined> {
  const proved = await debugToken(account, appId, ctx);
  if (!proved.ok) return refusedBy(proved.error, "appSecret");
  const { facts } = proved;
  const isForeign = !facts.isValid || (facts.appId !== "" && facts.appId !== appId);
  return isForeign ? { ok: false, code: "account_refused", path: tokenPath } : undefined;
}
