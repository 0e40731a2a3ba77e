import type { ConnectorContext, OutboundMessage, SendResult } from "../../connector.ts";
import { keepSentPieces, readSentPieces } from "../../sent-pieces.ts";
import type { Channel } from "../account.ts";
import { findOwnDirect, findOwnPost } from "./own-sends.ts";
import { sentIds, targetOf, toResult } from "./send-post.ts";
import { splitPost } from "./split-post.ts";

/** Looks among what the account has written lately. Undefined: it is not there, or not there yet. */
export async function settleMessage(
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult | undefined> {
  if (message.visibility === "private") {
    const id = await findOwnDirect(message, channel, ctx);
    return id === undefined ? undefined : { ok: true, externalId: id };
  }
  const pieces = splitPost(message.text);
  const sent = pieces.length === 1 ? [] : await readSentPieces(message, sentIds, ctx);
  const answers = sent.at(-1) ?? targetOf(message);
  const text = pieces[sent.length];
  if (answers === undefined || text === undefined) return undefined;
  const id = await findOwnPost({ text, answers, message, channel }, ctx);
  if (id === undefined) return undefined;
  sent.push(id);
  if (sent.length === pieces.length) return toResult(sent);
  await keepSentPieces(message, sent, ctx);
  return { ok: false, error: { kind: "retryable", code: "in_pieces", message: "The rest of it follows." } };
}
