import type { ConnectorContext, Health, SendError } from "../connector.ts";
import { memberOf, numberOf, rawOf } from "../read-json.ts";
import { accountOf, type Channel } from "./account.ts";
import { callAsApp } from "./calling/app-token.ts";
import { callApi } from "./calling/call-api.ts";
import { getAccount } from "./identify.ts";
import { addressOf, listWebhooks } from "./list-webhooks.ts";

type Check = Health["checks"][number] & { readonly passing?: boolean };

/** Does the token open our account, does X deliver here and of this account, and how much may still be read this month? */
export async function checkHealth(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const found = await getAccount(accountOf(channel), ctx);
  if (!found.ok) {
    const { kind, message } = found.error;
    const needsPerson = kind === "auth_expired" || kind === "permission" || kind === "policy";
    return { state: needsPerson ? "needs_reconnection" : "degraded", checks: [failed("access", message)] };
  }
  if (found.account.id !== channel.externalId)
    return { state: "needs_reconnection", checks: [failed("access", "The token belongs to another account of X.")] };
  const access: Check = { name: "access", ok: true, detail: `@${found.account.handle}` };
  const delivery = await checkDelivery(channel, ctx);
  const checks: Check[] = [access, ...delivery, ...(await checkUsage(channel, ctx))];
  // What is left of the month is told beside the others: what comes by webhook still comes.
  const broken = checks.filter(({ ok, name }) => !ok && name !== "quota");
  const state = broken.length === 0 ? "ok" : broken.every(({ passing }) => passing) ? "degraded" : "needs_reconnection";
  return { state, checks: checks.map(({ passing: _passing, ...check }) => check) };
}

async function checkDelivery(channel: Channel, ctx: ConnectorContext): Promise<Check[]> {
  const listed = await listWebhooks(channel, ctx);
  if (!listed.ok) return [failedBy("webhook", listed.error)];
  const ours = listed.value.find(({ url }) => url === addressOf(channel, ctx));
  if (ours === undefined) return [failed("webhook", "The app does not deliver to Guichet's address.")];
  if (!ours.isValid)
    return [failed("webhook", "X had no right answer from Guichet's address and has stopped delivering.")];
  const path = `/2/account_activity/webhooks/${ours.id}/subscriptions/all`;
  const called = await callApi(accountOf(channel), { method: "GET", path, timeoutMs: 10_000 }, ctx);
  const isSubscribed = called.ok && rawOf(memberOf(called.body, "data"), "subscribed") === true;
  if (!called.ok && called.status !== 404)
    return [{ name: "webhook", ok: true }, failedBy("subscription", called.error)];
  return [
    { name: "webhook", ok: true },
    isSubscribed ? { name: "subscription", ok: true } : failed("subscription", "The app does not hear of the account."),
  ];
}

/** `GET /2/usage/tweets`: posts the app has read this month. X need not tell. */
async function checkUsage(channel: Channel, ctx: ConnectorContext): Promise<Check[]> {
  const call = { method: "GET", path: "/2/usage/tweets", timeoutMs: 10_000 } as const;
  const called = await callAsApp(accountOf(channel), call, ctx);
  const data = called.ok ? memberOf(called.body, "data") : undefined;
  const cap = numberOf(data, "project_cap");
  const used = numberOf(data, "project_usage");
  if (cap === undefined || used === undefined) return [];
  return [{ name: "quota", ok: used < cap, detail: `${Math.max(0, cap - used)} / ${cap}` }];
}

function failed(name: string, detail: string): Check {
  return { name, ok: false, detail: detail.slice(0, 300) };
}

function failedBy(name: string, { kind, message }: SendError): Check {
  return { ...failed(name, message), passing: ["retryable", "rate_limited", "outcome_unknown"].includes(kind) };
}
