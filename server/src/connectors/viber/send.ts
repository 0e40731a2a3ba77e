import type { ViberSettings } from "@guichet/contract";
import { z } from "zod";
import type { ChannelForConnector, ConnectorContext, OutboundMessage, SendResult } from "../connector.ts";
import { idOf } from "../read-json.ts";
import { keepSentPieces, readSentPieces } from "../sent-pieces.ts";
import { accountOf, callApi } from "./call-api.ts";
import { planSends, senderOf } from "./plan-sends.ts";

const sentTokens = z.array(z.string());

/**
 * Sends one message, in as many calls as it takes. After each it is written down what has been sent, so that a later attempt
 * goes on with the rest: no piece leaves twice, unless a person asks for all of them again. The first one's token is the
 * message's.
 */
export async function sendMessage(
  message: OutboundMessage,
  channel: ChannelForConnector<ViberSettings>,
  ctx: ConnectorContext,
): Promise<SendResult> {
  const steps = planSends(message);
  if (steps.length === 0) return refuse("nothing_to_send", "Viber takes no message without a text or a file.");
  const kept = steps.length === 1 ? [] : await readSentPieces(message, sentTokens, ctx);
  // All of it had left, and then it failed: whoever tries again wants all of it again.
  const sent = kept.length < steps.length ? kept : [];
  for (const [index, step] of steps.entries()) {
    if (index < sent.length) continue;
    const called = await callApi(
      accountOf(channel),
      "send_message",
      {
        receiver: message.to.externalId,
        min_api_version: 1,
        sender: senderOf(channel.settings),
        // Given back with what the contact answers to it.
        tracking_data: message.clientRef,
        ...step,
      },
      ctx,
    );
    if (!called.ok) return { ok: false, error: called.error };
    sent.push(idOf(called.body, "message_token") ?? "");
    if (steps.length > 1) await keepSentPieces(message, sent, ctx);
  }
  const [externalId, ...more] = sent.filter((token) => token !== "");
  return {
    ok: true,
    ...(externalId === undefined ? {} : { externalId }),
    ...(more.length === 0 ? {} : { context: { alsoSentAs: more } }),
  };
}

function refuse(code: string, message: string): SendResult {
  return { ok: false, error: { kind: "invalid_content", code, message } };
}
