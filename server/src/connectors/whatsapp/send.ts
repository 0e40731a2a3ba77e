import type { WhatsappSettings } from "@guichet/contract";
import { z } from "zod";
import type { ChannelForConnector, ConnectorContext, OutboundMessage, SendResult } from "../connector.ts";
import type { Json } from "../read-json.ts";
import { keepSentPieces, readSentPieces } from "../sent-pieces.ts";
import { markRead } from "./mark-read.ts";
import { planSends, type Step } from "./plan-sends.ts";
import { opaqueOf } from "./read-status.ts";
import { post, type Sent, sendStep } from "./send-step.ts";
import { targetOf } from "./target.ts";
import { templateStep } from "./template-step.ts";

type Channel = ChannelForConnector<WhatsappSettings>;

/**
 * Sends one message, in as many calls as it takes. After each it is written down what has been sent, so that a later attempt
 * goes on with the rest: no piece leaves twice, unless a person asks for all of them again. The first one's id is the message's.
 * Our own id travels along and comes back with every status, so that a lost answer is settled by the last piece's first status.
 */
export async function sendMessage(
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult> {
  const target = targetOf(message.to);
  if (target === undefined) return refuse("no_address", "The contact has no address in WhatsApp.");
  // Beside the send: who waits for the answer shall not wait for the blue ticks first.
  const marked = markRead(message, channel, ctx).catch(() => undefined);
  const result = await sendTo(target, message, channel, ctx);
  await marked;
  return result;
}

async function sendTo(
  target: Json,
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult> {
  if (message.template !== undefined) return await sendTemplate(message, target, channel, ctx);
  const steps = planSends(message);
  if (steps.length === 0) return refuse("nothing_to_send", "WhatsApp takes no message without a text or a file.");
  const kept = steps.length === 1 ? [] : await readSentPieces(message, sentIds, ctx);
  // All of it had left, and then it failed: whoever tries again wants all of it again.
  const sent = kept.length < steps.length ? kept : [];
  const aliases: string[] = [];
  for (const [index, step] of steps.entries()) {
    if (index < sent.length) continue;
    const result = await trySend(step, frameOf(message, target, index, steps.length), channel, ctx);
    if (!result.ok) return result;
    sent.push(result.id);
    aliases.push(...result.waIds);
    if (steps.length > 1) await keepSentPieces(message, sent, ctx);
  }
  return toResult(sent, aliases);
}

async function sendTemplate(
  message: OutboundMessage,
  target: Json,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult> {
  const step = templateStep(message);
  if (!step.ok) return refuse("template", step.problem);
  const result = await post({ ...frameOf(message, target, 0, 1), ...step.body }, channel, ctx);
  return result.ok ? toResult([result.id], result.waIds) : result;
}

/** Files are read before anything is said. */
async function trySend(step: Step, frame: Json, channel: Channel, ctx: ConnectorContext): Promise<Sent> {
  try {
    return await sendStep(step, frame, channel, ctx);
  } catch (error) {
    if (step.type === "text") throw error;
    return { ok: false, error: { kind: "invalid_content", code: "no_file", message: "A file could not be read." } };
  }
}

/** The first piece answers what is answered. */
function frameOf({ clientRef, replyTo }: OutboundMessage, target: Json, index: number, count: number): Json {
  return {
    messaging_product: "whatsapp",
    ...target,
    ...(index === 0 && replyTo !== undefined ? { context: { message_id: replyTo.externalId } } : {}),
    biz_opaque_callback_data: opaqueOf(clientRef, index, count),
  };
}

function toResult([externalId, ...more]: readonly string[], aliases: readonly string[]): SendResult {
  return {
    ok: true,
    ...(externalId === undefined ? {} : { externalId }),
    ...(more.length === 0 ? {} : { context: { alsoSentAs: more } }),
    ...(aliases.length === 0 ? {} : { aliases: [...new Set(aliases)] }),
  };
}

const sentIds = z.array(z.string());

function refuse(code: string, message: string): SendResult {
  return { ok: false, error: { kind: "invalid_content", code, message } };
}
