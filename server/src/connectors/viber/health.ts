import type { ViberSettings } from "@guichet/contract";
import { webhookUrl } from "../../channels/index.ts";
import type { ChannelForConnector, ConnectorContext, Health } from "../connector.ts";
import { textOf } from "../read-json.ts";
import { accountOf } from "./call-api.ts";
import { getBot } from "./identify.ts";

type Channel = ChannelForConnector<ViberSettings>;

/** Does the token open our bot, and does Viber deliver to us? */
export async function checkHealth(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const found = await getBot(accountOf(channel), ctx);
  if (!found.ok)
    return judged(found.kind === "auth_expired" ? "needs_reconnection" : "degraded", "token", found.detail);
  if (found.bot.id !== channel.externalId)
    return judged("needs_reconnection", "token", "The token belongs to another bot.");
  const token = { name: "token", ok: true, detail: found.bot.name };
  const { state, checks } = judgeWebhook(textOf(found.info, "webhook") ?? "", addressOf(channel, ctx));
  return { state, checks: [token, ...checks] };
}

export function addressOf(channel: Channel, ctx: ConnectorContext): string {
  return webhookUrl(ctx.publicUrl, "viber", channel.endpointId);
}

export function judgeWebhook(theirs: string, ours: string): Health {
  if (theirs === ours) return { state: "ok", checks: [{ name: "webhook", ok: true }] };
  const detail = theirs === "" ? "Viber has no address to deliver to." : "Viber delivers to another address.";
  return judged("needs_reconnection", "webhook", detail);
}

export function judged(state: Health["state"], name: string, detail: string): Health {
  return { state, checks: [{ name, ok: false, detail }] };
}
