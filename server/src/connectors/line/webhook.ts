import { LINE_API_URL, type LineSettings } from "@guichet/contract";
import type { ChannelForConnector, ConnectorContext, Health } from "../connector.ts";
import { accountOf, type Called, callApi } from "./call-api.ts";
import { addressOf, checkHealth, judged } from "./health.ts";

type Channel = ChannelForConnector<LineSettings>;

/** Tells LINE where to deliver. */
export async function connectAccount(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const problem = problemOfAddress(ctx.publicUrl, channel.settings.apiUrl);
  if (problem !== undefined) return judged("needs_reconnection", "webhook", problem);
  const account = accountOf(channel);
  const endpoint = addressOf(channel, ctx);
  const path = "/v2/bot/channel/webhook/endpoint";
  const told = await callApi(account, { method: "PUT", path, body: { endpoint } }, ctx);
  return told.ok ? await checkHealth(channel, ctx) : toHealth(told);
}

function toHealth({ error, said }: Extract<Called, { ok: false }>): Health {
  if (error.kind === "auth_expired") return judged("needs_reconnection", "access", error.message);
  const mayPass = ["retryable", "rate_limited", "outcome_unknown"].includes(error.kind);
  const detail = said === "" ? error.message : `LINE does not take Guichet's address: ${said.slice(0, 200)}`;
  return judged(mayPass ? "degraded" : "needs_reconnection", "webhook", detail);
}

/** Why LINE's own servers would not deliver to this address; undefined: they would, or it is the simulator's to say. */
export function problemOfAddress(publicUrl: string, apiUrl: string): string | undefined {
  const { protocol, origin } = new URL(publicUrl);
  if (apiUrl !== LINE_API_URL || protocol === "https:") return undefined;
  return `LINE delivers only to https addresses, and Guichet's own address (PUBLIC_URL) is ${origin}.`;
}
