import { webhookUrl } from "../../channels/index.ts";
import type { ConnectorContext, Health } from "../connector.ts";
import type { App } from "../meta/app-webhook.ts";
import { checkApp, failed, noAccess } from "../meta/health-checks.ts";
import { accountOf, type Channel } from "./account.ts";
import { getPage } from "./identify.ts";

/** Without these a Page's messages and comments are neither heard nor answered (Meta, permissions reference). */
export const SCOPES = [
  "pages_messaging",
  "pages_manage_metadata",
  "pages_read_engagement",
  "pages_read_user_content",
  "pages_manage_engagement",
] as const;

/** Does the token open our Page, may it do what we do, how long will it, and does the app hear of the Page? */
export async function checkHealth(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const account = accountOf(channel);
  const found = await getPage(account, ctx);
  if (!found.ok) return noAccess(found.error);
  if (found.page.id !== channel.externalId)
    return { state: "needs_reconnection", checks: [failed("access", "The token belongs to another Page.")] };
  const { externalId: subscribedId } = channel;
  return await checkApp({ app: appOf(channel), url: addressOf(channel, ctx), subscribedId, scopes: SCOPES }, ctx);
}

export function addressOf(channel: Channel, ctx: Pick<ConnectorContext, "publicUrl">): string {
  return webhookUrl(ctx.publicUrl, "facebook", channel.endpointId);
}

/** Where the app is told of Pages. */
export function appOf(channel: Channel): App {
  return { account: accountOf(channel), appId: channel.settings.appId, object: "page" };
}
