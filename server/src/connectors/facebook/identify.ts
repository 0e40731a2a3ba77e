import type { FacebookSettings } from "@guichet/contract";
import type { Identified, IdentifyContext } from "../account-hooks.ts";
import type { SendError } from "../connector.ts";
import { callGraph, type GraphAccount } from "../meta/call-graph.ts";
import { refusedBy } from "../meta/refused-by.ts";
import { disproveApp, typedOrKept } from "../meta/typed-secrets.ts";
import { idOf, textOf } from "../read-json.ts";
import { accountOf, type Channel } from "./account.ts";

export type Page = NonNullable<FacebookSettings["page"]>;

/**
 * Which Page does the token open, and is the secret the app's? Secrets go to another address than the one they were given for
 * only when they are typed again.
 */
export async function identifyPage(
  settings: FacebookSettings,
  before: Channel | undefined,
  ctx: IdentifyContext,
): Promise<Identified<FacebookSettings>> {
  const kept = before?.settings.graphUrl === settings.graphUrl ? accountOf(before) : undefined;
  const { pageToken, graphUrl, graphVersion, appId } = settings;
  const typed = { token: pageToken, tokenPath: "pageToken", appSecret: settings.appSecret };
  const secrets = typedOrKept(typed, kept, before?.settings.appId === appId);
  if (!secrets.ok) return secrets;
  const account = { graphUrl, graphVersion, token: secrets.token, appSecret: secrets.appSecret };
  const refused = await disproveApp(account, appId, "pageToken", ctx);
  if (refused !== undefined) return refused;
  const found = await getPage(account, ctx);
  if (!found.ok) return refusedBy(found.error, "pageToken");
  return { ok: true, settings: { ...settings, page: found.page } };
}

/** `GET /me` of a Page's token is the Page. A person's token has no `category`: Facebook refuses to read it. */
export async function getPage(
  account: GraphAccount,
  ctx: IdentifyContext,
): Promise<{ readonly ok: true; readonly page: Page } | { readonly ok: false; readonly error: SendError }> {
  const query = { fields: "id,name,category" };
  const called = await callGraph(account, { method: "GET", path: "me", query, timeoutMs: 10_000 }, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const id = idOf(called.body, "id");
  if (id === undefined || textOf(called.body, "category") === undefined) {
    const error = { kind: "permission", code: "no_page", message: "The access token is not a Page's." } as const;
    return { ok: false, error };
  }
  return { ok: true, page: { id, name: (textOf(called.body, "name") ?? id).slice(0, 300) } };
}
