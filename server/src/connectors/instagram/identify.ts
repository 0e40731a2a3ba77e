import type { InstagramSettings } from "@guichet/contract";
import type { Identified, IdentifyContext } from "../account-hooks.ts";
import type { SendError } from "../connector.ts";
import { callGraph, type GraphAccount } from "../meta/call-graph.ts";
import { refusedBy } from "../meta/refused-by.ts";
import { disproveApp, typedOrKept } from "../meta/typed-secrets.ts";
import { idOf, type Json, memberOf, textOf } from "../read-json.ts";
import { accountOf, appSecretOf, type Channel } from "./account.ts";
import { exchangeToken } from "./tokens/exchange-token.ts";

export type Account = NonNullable<InstagramSettings["account"]>;

/**
 * Which account does the token open, and is the secret the app's? Secrets go to another address than the one they were given
 * for only when they are typed again.
 */
export async function identifyAccount(
  settings: InstagramSettings,
  before: Channel | undefined,
  ctx: IdentifyContext,
): Promise<Identified<InstagramSettings>> {
  const { login, appId, graphUrl, graphVersion } = settings;
  const isSamePlace = before?.settings.graphUrl === graphUrl && before.settings.login === login;
  const kept = isSamePlace ? { token: accountOf(before).token, appSecret: appSecretOf(before) } : undefined;
  const typed = { token: settings.token, tokenPath: "token", appSecret: settings.appSecret };
  const secrets = typedOrKept(typed, kept, before?.settings.appId === appId);
  if (!secrets.ok) return secrets;
  const asked = { ...settings, tokenEndsAt: before?.settings.tokenEndsAt ?? null };
  const account = { graphUrl, graphVersion, token: secrets.token, appSecret: secrets.appSecret };
  return login === "facebook"
    ? await identifyByPage(asked, account, ctx)
    : await identifyByInstagram(asked, account, ctx);
}

async function identifyByPage(
  settings: InstagramSettings,
  account: Required<GraphAccount>,
  ctx: IdentifyContext,
): Promise<Identified<InstagramSettings>> {
  const refused = await disproveApp(account, settings.appId, "token", ctx);
  if (refused !== undefined) return refused;
  const found = await getLinkedAccount(account, ctx);
  if (!found.ok) return refusedBy(found.error, "token");
  return { ok: true, settings: { ...settings, account: found.account, tokenEndsAt: null } };
}

/** What was typed may be a token of an hour: it is exchanged for one of sixty days, which proves the app's secret besides. */
async function identifyByInstagram(
  settings: InstagramSettings,
  account: Required<GraphAccount>,
  ctx: IdentifyContext,
): Promise<Identified<InstagramSettings>> {
  const isTyped = settings.token !== null || settings.appSecret !== null;
  const exchanged = isTyped ? await exchangeToken(account, ctx) : undefined;
  if (exchanged?.ok === false) return exchanged.refused;
  const token = exchanged?.token;
  const known = token === undefined ? account.token : token.value;
  const found = await getOwnAccount({ ...account, token: known, appSecret: "" }, ctx);
  if (!found.ok) return refusedBy(found.error, "token");
  const isNew = settings.token !== null || token !== undefined;
  return {
    ok: true,
    settings: {
      ...settings,
      account: found.account,
      ...(isNew ? { token: known, tokenEndsAt: token?.endsAt ?? null } : {}),
    },
  };
}

type Found = { readonly ok: true; readonly account: Account } | { readonly ok: false; readonly error: SendError };

/** The account that the channel's token opens now. */
export async function getAccount(channel: Channel, ctx: IdentifyContext): Promise<Found> {
  const account = accountOf(channel);
  return channel.settings.login === "facebook"
    ? await getLinkedAccount(account, ctx)
    : await getOwnAccount(account, ctx);
}

/** `GET /me`: `user_id` is what deliveries call the account; `id` is another, made for the app. */
async function getOwnAccount(account: GraphAccount, ctx: IdentifyContext): Promise<Found> {
  const query = { fields: "user_id,username" };
  const called = await callGraph(account, { method: "GET", path: "me", query, timeoutMs: 10_000 }, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  return toFound(called.body, idOf(called.body, "user_id"), null);
}

/** The professional account that a Page is linked to. */
async function getLinkedAccount(account: GraphAccount, ctx: IdentifyContext): Promise<Found> {
  const query = { fields: "id,name,instagram_business_account{id,username}" };
  const called = await callGraph(account, { method: "GET", path: "me", query, timeoutMs: 10_000 }, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const linked = memberOf(called.body, "instagram_business_account");
  return toFound(linked, idOf(linked, "id"), idOf(called.body, "id") ?? null);
}

function toFound(of: Json | undefined, id: string | undefined, pageId: string | null): Found {
  if (id === undefined) {
    const message = "The access token opens no professional account of Instagram.";
    return { ok: false, error: { kind: "permission", code: "no_account", message } };
  }
  return { ok: true, account: { id, username: (textOf(of, "username") ?? id).slice(0, 100), pageId } };
}
