import type { ConnectorContext, OutboundMessage, SendResult } from "../../connector.ts";
import type { Channel } from "../account.ts";
import { sendComment } from "./send-comment.ts";
import { sendPrivate } from "./send-private.ts";

/** What everybody reads is a comment, anything else goes by Messenger; never the one for the other. */
export async function sendMessage(
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult> {
  return message.visibility === "public"
    ? await sendComment(message, channel, ctx)
    : await sendPrivate(message, channel, ctx);
}
