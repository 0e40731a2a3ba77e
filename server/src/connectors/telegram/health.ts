import type { TelegramSettings } from "@guichet/contract";
import { webhookUrl } from "../../channels/index.ts";
import type { ChannelForConnector, ConnectorContext, Health } from "../connector.ts";
import { type Json, numberOf, recordOf, textOf } from "../read-json.ts";
import { accountOf, callMethod } from "./call-method.ts";
import { getBot } from "./identify.ts";

type Channel = ChannelForConnector<TelegramSettings>;
type Check = Health["checks"][number];

/** An error of a delivery that Telegram tells of counts so long, in milliseconds; it tries again every minute or two. */
const RECENT_MS = 10 * 60_000;

/** Does the token open our bot, does Telegram deliver to us, and does anything wait there? */
export async function checkHealth(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const found = await getBot(accountOf(channel), ctx);
  if (!found.ok) {
    const check = { name: "token", ok: false, detail: found.detail };
    return { state: found.kind === "auth_expired" ? "needs_reconnection" : "degraded", checks: [check] };
  }
  if (found.bot.id !== channel.externalId) {
    const check = { name: "token", ok: false, detail: "The token belongs to another bot." };
    return { state: "needs_reconnection", checks: [check] };
  }
  const token = { name: "token", ok: true, detail: `@${found.bot.username}` };
  const called = await callMethod(accountOf(channel), "getWebhookInfo", {}, ctx);
  if (!called.ok)
    return { state: "degraded", checks: [token, { name: "webhook", ok: false, detail: called.error.message }] };
  const { state, checks } = judgeWebhook(recordOf(called.result), addressOf(channel, ctx), ctx.now());
  return { state, checks: [token, ...checks] };
}

function addressOf(channel: Channel, ctx: ConnectorContext): string {
  return webhookUrl(ctx.publicUrl, "telegram", channel.endpointId);
}

/** What `getWebhookInfo` tells (`url`, `pending_update_count`, `last_error_date` in seconds, `last_error_message`). */
export function judgeWebhook(info: Json | undefined, ours: string, now: number): Health {
  const url = textOf(info, "url") ?? "";
  if (url !== ours) {
    const detail = url === "" ? "Telegram has no address to deliver to." : "Telegram delivers to another address.";
    return { state: "needs_reconnection", checks: [{ name: "webhook", ok: false, detail }] };
  }
  const waiting = numberOf(info, "pending_update_count") ?? 0;
  const failedAt = (numberOf(info, "last_error_date") ?? 0) * 1000;
  const isFailing = waiting > 0 && now - failedAt < RECENT_MS;
  const said = (textOf(info, "last_error_message") ?? "").slice(0, 200);
  const webhook: Check = isFailing
    ? { name: "webhook", ok: false, detail: `Telegram cannot deliver: ${said}` }
    : { name: "webhook", ok: true };
  const arrivals: Check = { name: "arrivals", ok: !isFailing, detail: String(waiting) };
  return { state: isFailing ? "degraded" : "ok", checks: [webhook, arrivals] };
}
