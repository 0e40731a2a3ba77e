import type { ConnectorContext, Health } from "../connector.ts";
import { removeAppWebhook, writeAppWebhook } from "../meta/app-webhook.ts";
import { asManyAsOffered } from "../meta/as-many-as-offered.ts";
import type { Called } from "../meta/call-graph.ts";
import { notConnected } from "../meta/health-checks.ts";
import { VERIFY_TOKEN } from "../meta/secrets.ts";
import { listSubscribedApps, subscribeApp, unsubscribeApp } from "../meta/subscribed-apps.ts";
import { accountOf, type Channel, senderOf } from "./account.ts";
import { addressOf, appOf, checkHealth } from "./health.ts";

/** What we hear of in any case (Instagram Platform, webhooks). */
const FIELDS = [
  "messages",
  "message_reactions",
  "messaging_seen",
  "messaging_postbacks",
  "messaging_referral",
  "comments",
  "live_comments",
] as const;
/** Not offered to every app: a list with one that is not would be refused as a whole. */
const OWN_LOGIN_FIELDS = ["message_echoes", "message_edit", "mentions"] as const;
const PAGE_LOGIN_FIELDS = ["message_edit", "messaging_handover", "standby", "mentions"] as const;
/** By this a Page lets the app hear of the Instagram account that is linked to it. */
const PAGE_FIELDS = ["feed"] as const;

/** With Facebook's log-in Guichet writes itself into the app; with Instagram's own a person has to, and the account is subscribed. */
export async function connectAccount(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  if (channel.settings.login === "facebook") {
    const callback = { url: addressOf(channel, ctx), token: channel.endpointSecrets?.[VERIFY_TOKEN]?.[0] ?? "" };
    const written = await asManyAsOffered(
      FIELDS,
      PAGE_LOGIN_FIELDS,
      async (fields) => await writeAppWebhook(appOf(channel), callback, fields, ctx),
    );
    if (!written.ok) return notConnected("webhook", written.error);
  }
  const called =
    channel.settings.login === "facebook" ? await subscribePage(channel, ctx) : await subscribeOwn(channel, ctx);
  if (!called.ok) return notConnected("subscription", called.error);
  return await checkHealth(channel, ctx);
}

async function subscribeOwn(channel: Channel, ctx: ConnectorContext): Promise<Called> {
  return await asManyAsOffered(
    FIELDS,
    OWN_LOGIN_FIELDS,
    async (fields) => await subscribeApp(accountOf(channel), channel.externalId, { fields }, ctx),
  );
}

/** The same app may hear of the Page itself: what it hears already stays. */
async function subscribePage(channel: Channel, ctx: ConnectorContext): Promise<Called> {
  const known = await fieldsOfPage(channel, ctx);
  const fields = [...new Set([...known, ...PAGE_FIELDS])];
  return await subscribeApp(accountOf(channel), senderOf(channel), { fields }, ctx);
}

async function fieldsOfPage(channel: Channel, ctx: ConnectorContext): Promise<readonly string[]> {
  const listed = await listSubscribedApps(accountOf(channel), senderOf(channel), ctx);
  if (!listed.ok) return [];
  return listed.apps.find(({ appId }) => appId === channel.settings.appId)?.fields ?? [];
}

/** The account is left; the app's address too, unless other accounts are delivered there. */
export async function disconnectAccount(
  channel: Channel,
  ctx: ConnectorContext,
  left: readonly Channel[],
): Promise<void> {
  const isPage = channel.settings.login === "facebook";
  const others = isPage ? (await fieldsOfPage(channel, ctx)).filter((field) => field !== PAGE_FIELDS[0]) : [];
  const calls = [
    // A Page that is connected for itself goes on.
    ...(others.length > 0 ? [] : [unsubscribeApp(accountOf(channel), senderOf(channel), ctx)]),
    ...(isPage && left.length === 0 ? [removeAppWebhook(appOf(channel), ctx)] : []),
  ];
  for (const one of await Promise.all(calls))
    if (!one.ok) ctx.log("warn", "Instagram was not told that the channel is gone", { code: one.error.code });
}
