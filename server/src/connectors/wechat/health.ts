import type { ConnectorContext, Health } from "../connector.ts";
import { accountOf, type Channel } from "./account.ts";
import type { CallApi } from "./calling/call-api.ts";

/** `get_api_domain_ip`, which every account may call: are we let in? Where WeChat delivers to it tells nobody. */
export async function checkHealth(callApi: CallApi, channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const asked = { path: "get_api_domain_ip", member: "ip_list", timeoutMs: 10_000 };
  const called = await callApi(accountOf(channel), asked, ctx);
  if (called.ok) return { state: "ok", checks: [{ name: "access", ok: true, detail: channel.settings.appId }] };
  const { kind, message } = called.error;
  const state = kind === "auth_expired" ? "needs_reconnection" : "degraded";
  return { state, checks: [{ name: "access", ok: false, detail: message }] };
}
