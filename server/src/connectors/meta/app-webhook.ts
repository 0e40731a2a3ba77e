import type { IdentifyContext } from "../account-hooks.ts";
import type { SendError } from "../connector.ts";
import { type Json, listOf, textOf } from "../read-json.ts";
import { type Called, callGraph, type GraphAccount } from "./call-graph.ts";

export type App = {
  readonly account: Required<GraphAccount>;
  readonly appId: string;
  /** `page`, `instagram`, `whatsapp_business_account` */
  readonly object: string;
};

/**
 * `/{app}/subscriptions`, asked as the app: the one address to which an app is told of an object, and of which fields. It is set
 * where there is none, or where it is ours and a field is missing; another's stays, because other systems may live by it.
 */
export async function setAppWebhook(
  { account, appId, object }: App,
  callback: { readonly url: string; readonly token: string },
  fields: readonly string[],
  ctx: IdentifyContext,
): Promise<Called | { readonly ok: true; readonly isOurs: boolean }> {
  const asApp = appOf({ account, appId });
  const path = `${appId}/subscriptions`;
  const asked = await callGraph(asApp, { method: "GET", path, timeoutMs: 10_000 }, ctx);
  if (!asked.ok) return asked;
  const known = listOf(asked.body, "data").find((one) => textOf(one, "object") === object);
  const url = textOf(known, "callback_url");
  if (url !== undefined && url !== callback.url) return { ok: true, isOurs: false };
  if (known !== undefined && fields.every((field) => fieldsOf(known).includes(field)))
    return { ok: true, isOurs: true };
  const json = {
    ...{ object, callback_url: callback.url, verify_token: callback.token, include_values: true },
    fields: [...new Set([...fieldsOf(known), ...fields])].join(","),
  };
  const set = await callGraph(asApp, { method: "POST", path, json, timeoutMs: 15_000 }, ctx);
  return set.ok ? { ok: true, isOurs: true } : set;
}

function fieldsOf(subscription: Json | undefined): string[] {
  return listOf(subscription, "fields").flatMap((field) => textOf(field, "name") ?? []);
}

/** Asked as the app itself (`<app id>|<app secret>`). */
function appOf({ account, appId }: Pick<App, "account" | "appId">): GraphAccount {
  return { ...account, token: `${appId}|${account.appSecret}`, appSecret: "" };
}

/** Writes our address into the app; Meta calls there at once, and takes it only when the verify token comes back right. */
export async function writeAppWebhook(
  app: App,
  callback: { readonly url: string; readonly token: string },
  fields: readonly string[],
  ctx: IdentifyContext,
): Promise<Called> {
  const json = {
    ...{ object: app.object, callback_url: callback.url, verify_token: callback.token, include_values: true },
    fields: fields.join(","),
  };
  const path = `${app.appId}/subscriptions`;
  return await callGraph(appOf(app), { method: "POST", path, json, timeoutMs: 20_000 }, ctx);
}

export async function removeAppWebhook(app: App, ctx: IdentifyContext): Promise<Called> {
  const path = `${app.appId}/subscriptions`;
  return await callGraph(appOf(app), { method: "DELETE", path, query: { object: app.object }, timeoutMs: 5000 }, ctx);
}

/** Where the app is told of this object now; "": nowhere. */
export async function readAppWebhook(
  app: App,
  ctx: IdentifyContext,
): Promise<{ readonly ok: true; readonly url: string } | { readonly ok: false; readonly error: SendError }> {
  const path = `${app.appId}/subscriptions`;
  const called = await callGraph(appOf(app), { method: "GET", path, timeoutMs: 10_000 }, ctx);
  if (!called.ok) return called;
  const known = listOf(called.body, "data").find((one) => textOf(one, "object") === app.object);
  return { ok: true, url: textOf(known, "callback_url") ?? "" };
}
