import type { ConnectorContext, OutboundMessage, SendResult } from "../../connector.ts";
import { hasHumanAgent, type Piece, sendInPieces } from "../../meta/sending/send-in-pieces.ts";
import { accountOf, type Channel, senderOf } from "../account.ts";
import { meaningOf, RESTRICTIONS } from "./send-error.ts";

/** One direct message. Instagram fetches files from their addresses at once, and gives back no mark with an echo. */
export async function sendPrivate(
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult> {
  return await sendInPieces(
    message,
    {
      ...{ platform: "instagram", network: "Instagram", account: accountOf(channel), sender: senderOf(channel) },
      ...{ hasHumanAgent: hasHumanAgent(channel.settings), own: meaningOf, restrictions: RESTRICTIONS },
      onceWords: "A private reply to a comment is one message of at most 1000 bytes.",
      recipientOf: ({ privateReplyTo, to }) =>
        privateReplyTo === undefined ? { id: to.externalId } : { comment_id: privateReplyTo.externalId },
      contentOf: (piece) => Promise.resolve({ ok: true, message: contentOf(piece) }),
    },
    ctx,
  );
}

function contentOf({ step }: Piece): object {
  if (step.type === "text") return { text: step.text };
  return { attachment: { type: step.kind, payload: { url: step.file.url } } };
}
