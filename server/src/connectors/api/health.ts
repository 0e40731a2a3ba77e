import type { ApiSettings } from "@guichet/contract";
import type { ChannelForConnector, ConnectorContext, Health } from "../connector.ts";

/** Is there an address, and does something answer there? Any HTTP answer will do: many receivers know only POST. */
export async function checkHealth(channel: ChannelForConnector<ApiSettings>, ctx: ConnectorContext): Promise<Health> {
  const url = channel.settings.outboundUrl;
  if (url === "") {
    return {
      state: "ok",
      checks: [{ name: "address", ok: true, detail: "Messages come in only: no address is set." }],
    };
  }
  const answer = await ctx.outbound.fetch(url, { method: "HEAD", headersTimeoutMs: 10_000, signal: ctx.signal });
  const isGone = answer.ok && answer.status === 410;
  const ok = answer.ok && !isGone;
  const detail = answer.ok ? `It answered ${answer.status}.` : answer.detail;
  return { state: ok ? "ok" : isGone ? "needs_reconnection" : "degraded", checks: [{ name: "address", ok, detail }] };
}
