import type { WhatsappSettings } from "@guichet/contract";
import type { ChannelForConnector, ConnectorContext, OutboundMessage } from "../connector.ts";
import { callGraph } from "../meta/call-graph.ts";
import { accountOf } from "./settings.ts";

/**
 * What people write is answered by people who have read it: the contact sees the blue ticks when somebody answers, and when they
 * begin to (`show-writing.ts`).
 */
export async function markRead(
  { lastInbound, automatic, attempt }: OutboundMessage,
  channel: ChannelForConnector<WhatsappSettings>,
  ctx: ConnectorContext,
): Promise<void> {
  if (lastInbound === undefined || automatic || attempt > 1) return;
  const json = { messaging_product: "whatsapp", status: "read", message_id: lastInbound.externalId };
  const path = `${channel.externalId}/messages`;
  // Nothing depends on it.
  const called = await callGraph(accountOf(channel), { method: "POST", path, json, timeoutMs: 4000 }, ctx);
  if (!called.ok) ctx.log("info", "a message could not be marked as read", { code: called.error.code });
}
