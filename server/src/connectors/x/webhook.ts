import { X_API_URL } from "@guichet/contract";
import type { ConnectorContext, Health, SendError } from "../connector.ts";
import { memberOf } from "../read-json.ts";
import { accountOf, type Channel } from "./account.ts";
import { callAsApp } from "./calling/app-token.ts";
import { type Called, callApi } from "./calling/call-api.ts";
import { checkHealth } from "./health.ts";
import { addressOf, type Found, listWebhooks, toWebhook, type Webhook } from "./list-webhooks.ts";

/** Tells the app where Guichet is, at which X asks for the challenge at once, then that it hears of the account. */
export async function connectAccount(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const problem = problemOfAddress(ctx.publicUrl, channel.settings.apiUrl);
  if (problem !== undefined) return failed("webhook", { kind: "permission", code: "", message: problem });
  const webhook = await placeWebhook(channel, ctx);
  if (!webhook.ok) return failed("webhook", webhook.error);
  const path = `/2/account_activity/webhooks/${webhook.value.id}/subscriptions/all`;
  const called = await callApi(accountOf(channel), { method: "POST", path, timeoutMs: 15_000 }, ctx);
  const isThere = !called.ok && /DuplicateSubscription|already/i.test(`${called.error.code} ${called.error.message}`);
  if (!called.ok && !isThere) return failed("subscription", called.error);
  return await checkHealth(channel, ctx);
}

/** One that is there and no longer valid is asked again; another's stays. */
async function placeWebhook(channel: Channel, ctx: ConnectorContext): Promise<Found<Webhook>> {
  const listed = await listWebhooks(channel, ctx);
  if (!listed.ok) return listed;
  const url = addressOf(channel, ctx);
  const ours = listed.value.find((one) => one.url === url);
  if (ours?.isValid === true) return { ok: true, value: ours };
  const call =
    ours === undefined
      ? ({ method: "POST", path: "/2/webhooks", json: { url }, timeoutMs: 20_000 } as const)
      : ({ method: "PUT", path: `/2/webhooks/${ours.id}`, timeoutMs: 20_000 } as const);
  const called = await callAsApp(accountOf(channel), call, ctx);
  if (!called.ok) return called;
  const made = toWebhook(memberOf(called.body, "data"));
  const value = made ?? ours;
  if (value !== undefined) return { ok: true, value };
  return { ok: false, error: { kind: "retryable", code: "no_webhook", message: "X did not take the address." } };
}

/** The account is left; the app's address too, unless other accounts of it are delivered there. */
export async function disconnectAccount(
  channel: Channel,
  ctx: ConnectorContext,
  left: readonly Channel[],
): Promise<void> {
  const account = accountOf(channel);
  const listed = await listWebhooks(channel, ctx);
  const ours = listed.ok ? listed.value.find(({ url }) => url === addressOf(channel, ctx)) : undefined;
  const said: (Called | Found<Webhook[]>)[] = [listed];
  if (ours !== undefined) {
    const path = `/2/account_activity/webhooks/${ours.id}/subscriptions/${channel.externalId}/all`;
    said.push(await callAsApp(account, { method: "DELETE", path, timeoutMs: 5000 }, ctx));
    if (left.length === 0)
      said.push(await callAsApp(account, { method: "DELETE", path: `/2/webhooks/${ours.id}`, timeoutMs: 5000 }, ctx));
  }
  for (const one of said)
    if (!one.ok) ctx.log("warn", "X was not told that the channel is gone", { code: one.error.code });
}

/** Why X's own servers would not deliver to this address; undefined: they would, or it is the simulator's to say. */
export function problemOfAddress(publicUrl: string, apiUrl: string): string | undefined {
  const { protocol, port, origin } = new URL(publicUrl);
  if (apiUrl !== X_API_URL || (protocol === "https:" && port === "")) return undefined;
  return `X delivers only to https addresses without a port, and Guichet's own address (PUBLIC_URL) is ${origin}.`;
}

function failed(name: string, { kind, message }: SendError): Health {
  const mayPass = kind === "retryable" || kind === "rate_limited" || kind === "outcome_unknown";
  const check = { name: kind === "auth_expired" ? "access" : name, ok: false, detail: message.slice(0, 300) };
  return { state: mayPass ? "degraded" : "needs_reconnection", checks: [check] };
}
