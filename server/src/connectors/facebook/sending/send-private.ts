import type { ConnectorContext, OutboundMessage, SendResult } from "../../connector.ts";
import { writeMark } from "../../meta/messaging/own-mark.ts";
import { type Content, hasHumanAgent, type Piece, sendInPieces } from "../../meta/sending/send-in-pieces.ts";
import { accountOf, type Channel } from "../account.ts";
import { meaningOf, RESTRICTIONS } from "./send-error.ts";
import { uploadFile } from "./upload.ts";

/** One message by Messenger. */
export async function sendPrivate(
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult> {
  return await sendInPieces(
    message,
    {
      ...{ platform: "facebook", network: "Facebook", account: accountOf(channel), sender: channel.externalId },
      ...{ hasHumanAgent: hasHumanAgent(channel.settings), own: meaningOf, restrictions: RESTRICTIONS },
      onceWords: "A private reply to a comment is one message of at most 2000 characters.",
      recipientOf: (to) => recipientOf(to, channel.externalId),
      contentOf: (piece) => contentOf(piece, channel, ctx),
    },
    ctx,
  );
}

async function contentOf(
  { step, index, count, message }: Piece,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<Content> {
  const metadata = writeMark(message.clientRef, index, count);
  if (step.type === "text") return { ok: true, message: { text: step.text, metadata } };
  const uploaded = await uploadFile(step.file, step.kind, channel, ctx);
  if (!uploaded.ok) return uploaded;
  const attachment = { type: step.kind, payload: { attachment_id: uploaded.id } };
  return { ok: true, message: { attachment, metadata } };
}

/** What somebody wrote on the Page's wall is a post, and its id begins with the Page's; a comment's begins with its post's. */
function recipientOf({ privateReplyTo, to }: OutboundMessage, pageId: string): object {
  if (privateReplyTo === undefined) return { id: to.externalId };
  const id = privateReplyTo.externalId;
  return id.startsWith(`${pageId}_`) ? { post_id: id } : { comment_id: id };
}
