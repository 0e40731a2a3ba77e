import type { IdentifyContext } from "../account-hooks.ts";
import { arrayOf, idOf, type Json, listOf, memberOf, textOf } from "../read-json.ts";
import { type Called, callGraph, type GraphAccount } from "./call-graph.ts";

/** An app that hears of an account, and where it is told when not at the app's own address. */
export type SubscribedApp = {
  readonly appId: string;
  readonly callback: string | undefined;
  /** What it hears of; empty where the account does not say. */
  readonly fields: readonly string[];
};

/** `POST /{account}/subscribed_apps`: from now on the app hears of this account. May be done again. */
export async function subscribeApp(
  account: GraphAccount,
  accountId: string,
  settings: {
    readonly fields?: readonly string[];
    readonly callback?: { readonly url: string; readonly token: string };
  },
  ctx: IdentifyContext,
): Promise<Called> {
  const { fields, callback } = settings;
  return await callGraph(
    account,
    {
      method: "POST",
      path: `${accountId}/subscribed_apps`,
      ...(fields === undefined ? {} : { query: { subscribed_fields: fields.join(",") } }),
      json: callback === undefined ? {} : { override_callback_uri: callback.url, verify_token: callback.token },
      timeoutMs: 15_000,
    },
    ctx,
  );
}

export async function unsubscribeApp(account: GraphAccount, accountId: string, ctx: IdentifyContext): Promise<Called> {
  const path = `${accountId}/subscribed_apps`;
  return await callGraph(account, { method: "DELETE", path, timeoutMs: 5000 }, ctx);
}

/** Who hears of an account. Of a WhatsApp account each app stands in `whatsapp_business_api_data`, of a page by itself. */
export async function listSubscribedApps(
  account: GraphAccount,
  accountId: string,
  ctx: IdentifyContext,
): Promise<{ readonly ok: true; readonly apps: readonly SubscribedApp[] } | Extract<Called, { ok: false }>> {
  const path = `${accountId}/subscribed_apps`;
  const called = await callGraph(account, { method: "GET", path, timeoutMs: 10_000 }, ctx);
  if (!called.ok) return called;
  return { ok: true, apps: listOf(called.body, "data").flatMap(toApp) };
}

function toApp(one: Json): SubscribedApp[] {
  const appId = idOf(memberOf(one, "whatsapp_business_api_data") ?? one, "id");
  return appId === undefined ? [] : [{ appId, callback: textOf(one, "override_callback_uri"), fields: fieldsOf(one) }];
}

function fieldsOf(one: Json): string[] {
  return arrayOf(one, "subscribed_fields").filter((field) => typeof field === "string");
}
