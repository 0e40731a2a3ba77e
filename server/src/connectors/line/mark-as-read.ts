import type { ConnectorContext, OutboundMessage } from "../connector.ts";
import { type Account, callApi } from "./call-api.ts";

/** Whoever was answered has been read: the contact sees it under what they wrote. What LINE says to it changes nothing. */
export async function markAsRead(
  { lastInbound }: OutboundMessage,
  account: Account,
  ctx: ConnectorContext,
): Promise<void> {
  const { markAsReadToken } = lastInbound?.context ?? {};
  if (typeof markAsReadToken !== "string" || markAsReadToken === "") return;
  const asked = { path: "/v2/bot/chat/markAsRead", body: { markAsReadToken }, timeoutMs: 5000 };
  const called = await callApi(account, asked, ctx);
  if (!called.ok) ctx.log("info", "a chat could not be marked as read", { code: called.error.code });
}
