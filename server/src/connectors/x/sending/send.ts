import type { ConnectorContext, OutboundMessage, SendResult } from "../../connector.ts";
import type { Channel } from "../account.ts";
import { sendDirect } from "./send-direct.ts";
import { sendPost } from "./send-post.ts";

/** What everybody reads is a post, anything else a private message; never the one for the other. */
export async function sendMessage(
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult> {
  return message.visibility === "public"
    ? await sendPost(message, channel, ctx)
    : await sendDirect(message, channel, ctx);
}
