import type { LineSettings } from "@guichet/contract";
import { webhookUrl } from "../../channels/index.ts";
import type { ChannelForConnector, ConnectorContext, Health } from "../connector.ts";
import { numberOf, textOf } from "../read-json.ts";
import { type Account, accountOf, type Called, callApi } from "./call-api.ts";
import { getAccount } from "./identify.ts";

type Channel = ChannelForConnector<LineSettings>;
type Check = Health["checks"][number];

/** Does the token open our account, does LINE deliver to us, and may anything be sent this month? */
export async function checkHealth(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const account = accountOf(channel);
  const found = await getAccount(account, ctx);
  if (!found.ok) {
    const check = { name: "access", ok: false, detail: found.detail };
    return { state: found.kind === "auth_expired" ? "needs_reconnection" : "degraded", checks: [check] };
  }
  if (found.account.id !== channel.externalId) {
    const check = { name: "access", ok: false, detail: "The token belongs to another LINE account." };
    return { state: "needs_reconnection", checks: [check] };
  }
  const ask = async (path: string) => await callApi(account, { method: "GET", path }, ctx);
  const access: Check = { name: "access", ok: true, detail: found.account.basicId };
  const address = addressOf(channel, ctx);
  const told = judgeWebhook(await ask("/v2/bot/channel/webhook/endpoint"), address);
  const webhook = told.state === "ok" ? ((await tryAddress(account, address, ctx)) ?? told) : told;
  const quota = judgeQuota(await ask("/v2/bot/message/quota"), await ask("/v2/bot/message/quota/consumption"));
  const states = [webhook.state, quota.state];
  const state = (["needs_reconnection", "degraded"] as const).find((one) => states.includes(one)) ?? "ok";
  return { state, checks: [access, ...webhook.checks, ...quota.checks] };
}

/** Has LINE try the address, which it does sixty times an hour: so a wrong channel secret comes out. Undefined: no trouble. */
async function tryAddress(account: Account, endpoint: string, ctx: ConnectorContext): Promise<Health | undefined> {
  const tried = await callApi(account, { path: "/v2/bot/channel/webhook/test", body: { endpoint } }, ctx);
  return tried.ok ? judgeTest(tried) : undefined;
}

export function addressOf(channel: Channel, ctx: ConnectorContext): string {
  return webhookUrl(ctx.publicUrl, "line", channel.endpointId);
}

/** `{endpoint, active}`; 404: none was ever set. */
export function judgeWebhook(called: Called, ours: string): Health {
  if (!called.ok && called.status !== 404) return judged("degraded", "webhook", called.error.message);
  const endpoint = called.ok ? (textOf(called.body, "endpoint") ?? "") : "";
  if (endpoint === "") return judged("needs_reconnection", "webhook", "LINE has no address to deliver to.");
  if (endpoint !== ours) return judged("needs_reconnection", "webhook", "LINE delivers to another address.");
  if (called.ok && called.body.active !== true)
    return judged(
      "needs_reconnection",
      "webhook",
      "In the LINE Developers Console, under Messaging API, “Use webhook” is switched off.",
    );
  return { state: "ok", checks: [{ name: "webhook", ok: true }] };
}

/** `{type: none|limited, value}` and `{totalUsage}`: what is left this month; answers within a minute are free. */
export function judgeQuota(quota: Called, consumption: Called): Health {
  const limit = quota.ok && textOf(quota.body, "type") === "limited" ? numberOf(quota.body, "value") : undefined;
  const used = consumption.ok ? numberOf(consumption.body, "totalUsage") : undefined;
  if (limit === undefined || used === undefined) return { state: "ok", checks: [] };
  const left = Math.max(0, limit - used);
  const check = { name: "quota", ok: left > 0, detail: `${left} / ${limit}` };
  // Answers within a minute still leave: told, and no reason to call the channel silent.
  return { state: "ok", checks: [check] };
}

/** `{success, statusCode, reason, detail}` of LINE's own test of the address. Undefined: it got through. */
export function judgeTest({ body }: Extract<Called, { ok: true }>): Health | undefined {
  if (body.success === true) return undefined;
  const status = numberOf(body, "statusCode") ?? 0;
  if (status === 401 || status === 403)
    return judged("needs_reconnection", "secret", "The channel secret is not that of this LINE account.");
  const said = [textOf(body, "reason"), textOf(body, "detail")].filter((part) => part !== undefined).join(": ");
  return judged("needs_reconnection", "webhook", `LINE cannot deliver: ${(said || `status ${status}`).slice(0, 200)}`);
}

export function judged(state: Health["state"], name: string, detail: string): Health {
  return { state, checks: [{ name, ok: false, detail }] };
}
