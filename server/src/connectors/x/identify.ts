import type { XSettings } from "@guichet/contract";
import type { Identified, IdentifyContext } from "../account-hooks.ts";
import type { SendError } from "../connector.ts";
import { memberOf, textOf } from "../read-json.ts";
import { type Account, accountOf, type Channel } from "./account.ts";
import { getAppToken } from "./calling/app-token.ts";
import { callApi } from "./calling/call-api.ts";
import { isId } from "./reading/words.ts";

export type Told = NonNullable<XSettings["account"]>;

/**
 * Does the secret belong to the app, and which account does the token open? Secrets go to another address, or another app, than
 * the one they were given for only when they are typed again.
 */
export async function identifyAccount(
  settings: XSettings,
  before: Channel | undefined,
  ctx: IdentifyContext,
): Promise<Identified<XSettings>> {
  const { apiUrl, consumerKey } = settings;
  const was = before?.settings;
  const kept =
    before !== undefined && was?.apiUrl === apiUrl && was.consumerKey === consumerKey ? accountOf(before) : undefined;
  const secrets = {
    consumerSecret: settings.consumerSecret ?? kept?.consumerSecret ?? "",
    accessToken: settings.accessToken ?? kept?.token ?? "",
    accessTokenSecret: settings.accessTokenSecret ?? kept?.tokenSecret ?? "",
  };
  for (const [path, secret] of Object.entries(secrets))
    if (secret === "") return { ok: false, code: "account_secret_needed", path };
  const { consumerSecret, accessToken: token, accessTokenSecret: tokenSecret } = secrets;
  const account: Account = { apiUrl, consumerKey, consumerSecret, token, tokenSecret };
  const app = await getAppToken(account, ctx);
  if (!app.ok) return refusal(app.error, "consumerSecret");
  const found = await getAccount(account, ctx);
  return found.ok
    ? { ok: true, settings: { ...settings, account: found.account } }
    : refusal(found.error, "accessToken");
}

function refusal({ kind }: SendError, path: string): Identified<XSettings> {
  const isRefused = kind === "auth_expired" || kind === "permission" || kind === "policy";
  return isRefused
    ? { ok: false, code: "account_refused", path }
    : { ok: false, code: "account_unreachable", path: "apiUrl" };
}

/** `GET /2/users/me`: the account behind a token. */
export async function getAccount(
  account: Account,
  ctx: IdentifyContext,
): Promise<{ readonly ok: true; readonly account: Told } | { readonly ok: false; readonly error: SendError }> {
  const called = await callApi(account, { method: "GET", path: "/2/users/me", timeoutMs: 10_000 }, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const data = memberOf(called.body, "data");
  const id = textOf(data, "id");
  if (id === undefined || !isId(id) || id.length > 30) {
    const error = { kind: "permission", code: "not_x", message: "The answer was not one of X's." } as const;
    return { ok: false, error };
  }
  const handle = (textOf(data, "username") ?? id).slice(0, 90).toWellFormed();
  return { ok: true, account: { id, name: (textOf(data, "name") ?? handle).slice(0, 300).toWellFormed(), handle } };
}
