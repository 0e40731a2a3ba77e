import type { ConnectorContext, OutboundMessage, SendResult } from "../../connector.ts";
import { callGraph, type GraphCall } from "../../meta/call-graph.ts";
import { refuse, unclear, withRest } from "../../meta/sending/meanings.ts";
import { idOf, textOf } from "../../read-json.ts";
import { accountOf, type Channel } from "../account.ts";
import { meaningOf, RESTRICTIONS } from "./send-error.ts";

/** What may stand in a path: ids of Instagram alone. */
const ID = /^[\w.-]{1,200}$/;

/** What everybody reads: under the comment that is answered, else under the contact's latest, else under the post itself. */
export async function sendComment(
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult> {
  if (message.text === "" || message.files.length > 0)
    return refuse("words_alone", "A comment on Instagram is words alone.");
  const call = callOf(message, channel);
  if (call === undefined) return refuse("no_comment", "There is no comment or post on Instagram to answer.");
  const called = await callGraph(accountOf(channel), { ...call, method: "POST", own: meaningOf }, ctx);
  if (!called.ok) return { ok: false, error: withRest(called.error, RESTRICTIONS) };
  const externalId = idOf(called.body, "id");
  return externalId === undefined ? unclear("Instagram") : { ok: true, externalId };
}

/** Answers nest one level: one to an answer stands beside it. A mention elsewhere is answered through the account that it names. */
function callOf(message: OutboundMessage, channel: Channel): Pick<GraphCall, "path" | "json"> | undefined {
  const answered = message.replyTo ?? message.lastInbound;
  const { text } = message;
  if (answered === undefined) {
    const media = message.threadKey ?? "";
    return ID.test(media) ? { path: `${media}/comments`, json: { message: text } } : undefined;
  }
  const { context, externalId } = answered;
  if (textOf(context, "item") === "mention") {
    const comment = idOf(context, "comment");
    const where = { media_id: idOf(context, "media"), ...(comment === undefined ? {} : { comment_id: comment }) };
    return { path: `${channel.externalId}/mentions`, json: { ...where, message: text } };
  }
  const target = idOf(context, "parent") ?? externalId;
  return ID.test(target) ? { path: `${target}/replies`, json: { message: text } } : undefined;
}
