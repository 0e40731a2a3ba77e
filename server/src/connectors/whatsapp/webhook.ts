import { GRAPH_URL, type WhatsappSettings } from "@guichet/contract";
import { webhookUrl } from "../../channels/index.ts";
import type { ChannelForConnector, ConnectorContext, Health, SendError } from "../connector.ts";
import { setAppWebhook } from "../meta/app-webhook.ts";
import { asManyAsOffered } from "../meta/as-many-as-offered.ts";
import { callGraph } from "../meta/call-graph.ts";
import { VERIFY_TOKEN } from "../meta/secrets.ts";
import { subscribeApp, unsubscribeApp } from "../meta/subscribed-apps.ts";
import { checkHealth } from "./health.ts";
import { whatsappMeaning } from "./send-error.ts";
import { accountOf, PIN } from "./settings.ts";

type Channel = ChannelForConnector<WhatsappSettings>;

/** What the app hears of in any case. */
const FIELDS = [
  "messages",
  "smb_message_echoes",
  "message_template_status_update",
  "message_template_quality_update",
  "template_category_update",
  "phone_number_quality_update",
  "phone_number_name_update",
  "account_update",
  "account_review_update",
  "user_preferences",
] as const;
/** Not offered to every app, or of a newer version of the Graph API (`user_id_update`: "Business-scoped user IDs"). */
const MORE_FIELDS = ["user_id_update", "account_alerts", "security", "message_template_components_update"] as const;

export function addressOf(channel: Channel, ctx: ConnectorContext): string {
  return webhookUrl(ctx.publicUrl, "whatsapp", channel.endpointId);
}

/**
 * Tells Meta where to deliver. An app has one address for all its accounts: ours becomes that only where it has none, or has
 * ours. The business account gets ours by itself (`override_callback_uri`), so that an app in use elsewhere goes on there.
 */
export async function connectNumber(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const problem = problemOfAddress(ctx.publicUrl, channel.settings.graphUrl);
  if (problem !== undefined) return failed("needs_reconnection", problem);
  // A handshake that comes at once may still meet the former tokens; each of them is good for a day.
  const verifyToken = channel.endpointSecrets?.[VERIFY_TOKEN]?.at(-1);
  if (verifyToken === undefined) return failed("needs_reconnection", "The channel has no verify token.");
  const account = accountOf(channel);
  const callback = { url: addressOf(channel, ctx), token: verifyToken };
  const { appId, wabaId } = channel.settings;
  const app = { account, appId, object: "whatsapp_business_account" };
  const set = await asManyAsOffered(
    FIELDS,
    MORE_FIELDS,
    async (fields) => await setAppWebhook(app, callback, fields, ctx),
  );
  if (!set.ok) return healthOf(set.error, "webhook");
  const subscribed = await subscribeApp(account, wabaId, {}, ctx);
  if (!subscribed.ok) return healthOf(subscribed.error, "webhook");
  const overridden = await subscribeApp(account, wabaId, { callback }, ctx);
  if (!overridden.ok) return healthOf(overridden.error, "webhook");
  const registered = await register(channel, ctx);
  return registered ?? (await checkHealth(channel, ctx));
}

/** A number that was never registered is, where its PIN is known; the others must not be again. */
async function register(channel: Channel, ctx: ConnectorContext): Promise<Health | undefined> {
  const pin = channel.secrets[PIN];
  if (pin === undefined || (await ctx.store.get("registered")) === channel.externalId) return undefined;
  const json = { messaging_product: "whatsapp", pin };
  const path = `${channel.externalId}/register`;
  const called = await callGraph(accountOf(channel), { method: "POST", path, json, own: whatsappMeaning }, ctx);
  if (!called.ok) return healthOf(called.error, "number");
  await ctx.store.set("registered", channel.externalId);
  return undefined;
}

/** The business account is told no more, unless another number of it is still connected through the same app. */
export async function disconnectNumber(
  channel: Channel,
  ctx: ConnectorContext,
  left: readonly Channel[],
): Promise<void> {
  const { wabaId } = channel.settings;
  if (left.some(({ settings }) => settings.wabaId === wabaId)) return;
  const called = await unsubscribeApp(accountOf(channel), wabaId, ctx);
  if (!called.ok) ctx.log("warn", "Meta was not told that the channel is gone", { code: called.error.code });
}

/** Why Meta's own servers would not deliver to this address; undefined: they would, or it is another server's to say. */
export function problemOfAddress(publicUrl: string, graphUrl: string): string | undefined {
  if (graphUrl !== GRAPH_URL || new URL(publicUrl).protocol === "https:") return undefined;
  const { origin } = new URL(publicUrl);
  return `Meta delivers only to https addresses, and Guichet's own address (PUBLIC_URL) is ${origin}.`;
}

function healthOf({ kind, code, message }: SendError, name: string): Health {
  if (kind === "auth_expired") return failed("needs_reconnection", message, "token");
  const mayPass = ["retryable", "rate_limited", "outcome_unknown"].includes(kind);
  // 2200: nobody answered at our address as Meta wants it.
  const words = code.startsWith("2200")
    ? "Meta could not reach Guichet's address, or was not answered as it wants."
    : message;
  return failed(mayPass ? "degraded" : "needs_reconnection", words, name);
}

function failed(state: Health["state"], detail: string, name = "webhook"): Health {
  return { state, checks: [{ name, ok: false, detail }] };
}
