import { TELEGRAM_API_URL, type TelegramSettings } from "@guichet/contract";
import { webhookUrl } from "../../channels/index.ts";
import type { ChannelForConnector, ConnectorContext, Health } from "../connector.ts";
import { accountOf, callMethod } from "./call-method.ts";
import { checkHealth } from "./health.ts";
import { webhookSecret } from "./settings.ts";

type Channel = ChannelForConnector<TelegramSettings>;

/** What we hear of. Reactions have to be named; leaving the list out would keep an older one (Bot API, `setWebhook`). */
export const ALLOWED_UPDATES = [
  "message",
  "edited_message",
  "callback_query",
  "message_reaction",
  "my_chat_member",
  "business_connection",
  "business_message",
  "edited_business_message",
  "deleted_business_messages",
] as const;
/** Deliveries at once; those of one chat come one after the other anyway. */
const MAX_CONNECTIONS = 40;
/** Bot API, `setWebhook`: https, on these ports alone. A Bot API server of one's own may be less strict. */
const PORTS = new Set(["", "443", "80", "88", "8443"]);

/** Tells Telegram where to deliver and by which secret we know it. */
export async function connectBot(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const problem = problemOfAddress(ctx.publicUrl, channel.settings.apiUrl);
  if (problem !== undefined) return failed("needs_reconnection", problem);
  const [secret] = channel.endpointSecrets?.[webhookSecret] ?? [];
  if (secret === undefined) return failed("needs_reconnection", "The channel has no secret for deliveries.");
  const called = await callMethod(
    accountOf(channel),
    "setWebhook",
    {
      url: webhookUrl(ctx.publicUrl, "telegram", channel.endpointId),
      secret_token: secret,
      allowed_updates: ALLOWED_UPDATES,
      max_connections: MAX_CONNECTIONS,
    },
    ctx,
  );
  if (called.ok) return await checkHealth(channel, ctx);
  if (called.error.kind === "auth_expired") return failed("needs_reconnection", called.error.message, "token");
  const mayPass = ["retryable", "rate_limited", "outcome_unknown"].includes(called.error.kind);
  return failed(mayPass ? "degraded" : "needs_reconnection", wordsFor(called.description, called.error.message));
}

/** Telegram delivers no more; what waits for us there is kept for whoever connects the bot next. */
export async function disconnectBot(channel: Channel, ctx: ConnectorContext): Promise<void> {
  const called = await callMethod(accountOf(channel), "deleteWebhook", {}, ctx, 5000);
  if (!called.ok) ctx.log("warn", "Telegram was not told that the channel is gone", { code: called.error.code });
}

/** Why Telegram's own servers would not deliver to this address; undefined: they would, or it is another server's to say. */
export function problemOfAddress(publicUrl: string, apiUrl: string): string | undefined {
  if (apiUrl !== TELEGRAM_API_URL) return undefined;
  const url = new URL(publicUrl);
  if (url.protocol === "https:" && PORTS.has(url.port)) return undefined;
  return `Telegram delivers only to https addresses on port 443, 80, 88 or 8443, and Guichet's own address (PUBLIC_URL) is ${url.origin}.`;
}

/** `Bad Request: bad webhook: …` says more than we could. */
function wordsFor(description: string, message: string): string {
  const said = /bad webhook:\s*(.+)/i.exec(description)?.[1];
  return said === undefined ? message : `Telegram does not take Guichet's address: ${said.slice(0, 200)}`;
}

function failed(state: Health["state"], detail: string, name = "webhook"): Health {
  return { state, checks: [{ name, ok: false, detail }] };
}
