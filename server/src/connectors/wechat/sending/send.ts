import { z } from "zod";
import type { ConnectorContext, OutboundMessage, SendResult } from "../../connector.ts";
import { keepSentPieces, readSentPieces } from "../../sent-pieces.ts";
import type { Channel } from "../account.ts";
import type { CallApi } from "../calling/call-api.ts";
import { planSends } from "./plan-sends.ts";
import { sendStep } from "./send-step.ts";
import { sendTemplate } from "./send-template.ts";

/** How many of the calls have been made. */
const sentCount = z.number().int().min(0);

/**
 * Sends one message, in as many calls as it takes. After each it is written down how many have left, so that a later attempt goes on
 * with the rest: no piece leaves twice, unless a person asks for all of them again. WeChat gives no ids of what was sent, and takes
 * none of ours: a lost answer is uncertain, and a person decides.
 */
export async function sendMessage(
  callApi: CallApi,
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult> {
  if (message.template !== undefined) return await sendTemplate(callApi, message, channel, ctx);
  const steps = planSends(message);
  if (steps.length === 0) return refuse("nothing_to_send", "WeChat takes no message without a text or a file.");
  const kept = steps.length === 1 ? 0 : await readSentPieces(message, z.array(sentCount), ctx).then(countOf);
  // All of it had left, and then it failed: whoever tries again wants all of it again.
  const done = kept < steps.length ? kept : 0;
  for (const [index, step] of steps.entries()) {
    if (index < done) continue;
    const called = await sendStep(callApi, step, message.to.externalId, channel, ctx);
    if (!called.ok) return { ok: false, error: called.error };
    if (steps.length > 1) await keepSentPieces(message, [index + 1], ctx);
  }
  return { ok: true };
}

function countOf([count = 0]: readonly number[]): number {
  return count;
}

function refuse(code: string, message: string): SendResult {
  return { ok: false, error: { kind: "invalid_content", code, message } };
}
