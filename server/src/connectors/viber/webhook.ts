import { VIBER_API_URL, type ViberSettings } from "@guichet/contract";
import type { ChannelForConnector, ConnectorContext, Health } from "../connector.ts";
import { accountOf, callApi } from "./call-api.ts";
import { addressOf, checkHealth, judged } from "./health.ts";

type Channel = ChannelForConnector<ViberSettings>;

/** What can be chosen; messages always come (REST bot API, "Setting a webhook"). */
export const EVENT_TYPES = [
  ...["delivered", "seen", "failed", "subscribed", "unsubscribed", "conversation_started"],
] as const;
/** Viber calls our address before it answers. */
const PATIENCE_MS = 25_000;

/** Tells Viber where to deliver; it calls the address meanwhile, and answers only when that went well. */
export async function connectBot(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const problem = problemOfAddress(ctx.publicUrl, channel.settings.apiUrl);
  if (problem !== undefined) return judged("needs_reconnection", "webhook", problem);
  const asked = { url: addressOf(channel, ctx), event_types: EVENT_TYPES, send_name: true, send_photo: false };
  const called = await callApi(accountOf(channel), "set_webhook", asked, ctx, PATIENCE_MS);
  if (called.ok) return await checkHealth(channel, ctx);
  const { error, said } = called;
  if (error.kind === "auth_expired") return judged("needs_reconnection", "token", error.message);
  const mayPass = ["retryable", "rate_limited", "outcome_unknown"].includes(error.kind);
  const detail = said === "" ? error.message : `Viber does not take Guichet's address: ${said.slice(0, 200)}`;
  return judged(mayPass ? "degraded" : "needs_reconnection", "webhook", detail);
}

/** An empty address ends it. */
export async function disconnectBot(channel: Channel, ctx: ConnectorContext): Promise<void> {
  const called = await callApi(accountOf(channel), "set_webhook", { url: "" }, ctx, 5000);
  if (!called.ok) ctx.log("warn", "Viber was not told that the channel is gone", { code: called.error.code });
}

/** Why Viber's own servers would not deliver to this address; undefined: they would, or it is the simulator's to say. */
export function problemOfAddress(publicUrl: string, apiUrl: string): string | undefined {
  const { protocol, origin } = new URL(publicUrl);
  if (apiUrl !== VIBER_API_URL || protocol === "https:") return undefined;
  return `Viber delivers only to https addresses, and Guichet's own address (PUBLIC_URL) is ${origin}.`;
}
