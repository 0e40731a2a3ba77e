import { webhookUrl } from "../../channels/index.ts";
import type { ConnectorContext, Health } from "../connector.ts";
import type { App } from "../meta/app-webhook.ts";
import { type Check, checkApp, checkSubscription, failed, noAccess } from "../meta/health-checks.ts";
import { accountOf, type Channel, senderOf } from "./account.ts";
import { getAccount } from "./identify.ts";
import { checkToken } from "./tokens/renew-token.ts";

/** With Facebook's log-in (Meta, permissions reference). Instagram's own log-in tells nobody what a token may do. */
export const SCOPES = [
  "instagram_basic",
  "instagram_manage_messages",
  "instagram_manage_comments",
  "pages_manage_metadata",
  "pages_read_engagement",
] as const;

/** Does the token open our account, may it do what we do, how long will it, and is its app told of the account? */
export async function checkHealth(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const found = await getAccount(channel, ctx);
  if (!found.ok) return noAccess(found.error);
  if (found.account.id !== channel.externalId)
    return { state: "needs_reconnection", checks: [failed("access", "The token belongs to another account.")] };
  if (channel.settings.login === "facebook") {
    const subject = { app: appOf(channel), url: addressOf(channel, ctx), subscribedId: senderOf(channel) };
    return await checkApp({ ...subject, scopes: SCOPES }, ctx);
  }
  // It lists the token's own app alone, by an id that may be another than the Instagram app's.
  const subscription = await checkSubscription(accountOf(channel), channel.externalId, undefined, ctx);
  const token = await checkToken(channel, ctx);
  const checks: Check[] = [{ name: "access", ok: true }, ...token, subscription];
  if (!subscription.ok) return { state: "needs_reconnection", checks: [subscription, ...checks.slice(0, -1)] };
  // Still works, and will not for long: loud, and nothing is held back.
  return { state: token.some(({ name, ok }) => name === "renewal" && !ok) ? "degraded" : "ok", checks };
}

export function addressOf(channel: Channel, ctx: Pick<ConnectorContext, "publicUrl">): string {
  return webhookUrl(ctx.publicUrl, "instagram", channel.endpointId);
}

/** Where a Meta app is told of Instagram. */
export function appOf(channel: Channel): App {
  return { account: accountOf(channel), appId: channel.settings.appId, object: "instagram" };
}
