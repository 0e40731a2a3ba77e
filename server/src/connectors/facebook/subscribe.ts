import type { ConnectorContext, Health } from "../connector.ts";
import { removeAppWebhook, writeAppWebhook } from "../meta/app-webhook.ts";
import { notConnected } from "../meta/health-checks.ts";
import { VERIFY_TOKEN } from "../meta/secrets.ts";
import { subscribeApp, unsubscribeApp } from "../meta/subscribed-apps.ts";
import { accountOf, type Channel } from "./account.ts";
import { addressOf, appOf, checkHealth } from "./health.ts";

/** What we hear of (Graph API, `/{page-id}/subscribed_apps`). Feedback thumbs are left out: they would stand in the thread. */
export const FIELDS = [
  "feed",
  "mention",
  "ratings",
  "messages",
  "message_echoes",
  "message_deliveries",
  "message_reads",
  "message_reactions",
  "message_edits",
  "messaging_postbacks",
  "messaging_referrals",
  "messaging_optins",
  "messaging_handovers",
  "standby",
  "messaging_policy_enforcement",
  "messaging_account_linking",
] as const;

/** Tells the app where Guichet is, then the Page that the app hears of it. */
export async function connectPage(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const callback = { url: addressOf(channel, ctx), token: channel.endpointSecrets?.[VERIFY_TOKEN]?.[0] ?? "" };
  const written = await writeAppWebhook(appOf(channel), callback, FIELDS, ctx);
  if (!written.ok) return notConnected("webhook", written.error);
  const called = await subscribeApp(accountOf(channel), channel.externalId, { fields: FIELDS }, ctx);
  if (!called.ok) return notConnected("subscription", called.error);
  return await checkHealth(channel, ctx);
}

/** The Page is left; the app's address too, unless other Pages of it are delivered there. */
export async function disconnectPage(channel: Channel, ctx: ConnectorContext, left: readonly Channel[]): Promise<void> {
  const called = await unsubscribeApp(accountOf(channel), channel.externalId, ctx);
  const removed = left.length > 0 ? called : await removeAppWebhook(appOf(channel), ctx);
  for (const one of [called, removed])
    if (!one.ok) ctx.log("warn", "Facebook was not told that the channel is gone", { code: one.error.code });
}
