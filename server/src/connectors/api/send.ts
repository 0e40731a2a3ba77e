import { type ApiSettings, apiOutboundAnswer } from "@guichet/contract";
import { parseJson } from "../../lib/parse-json.ts";
import type { OutboundAnswer } from "../../outbound/index.ts";
import type { ChannelForConnector, ConnectorContext, OutboundMessage, SendResult } from "../connector.ts";
import { errorOfFailure } from "../outbound-failure.ts";
import { errorOfAnswer } from "./send-error.ts";
import { signedHeaders } from "./sign.ts";
import { signingSecret } from "./verify.ts";

const limits = { maxBytes: 64 * 1024, headersTimeoutMs: 15_000, totalTimeoutMs: 20_000 };

/**
 * Posts one message to the channel's address, signed. `webhook-id` is the message's id over all attempts, so a receiver that
 * has seen it may answer 2xx and do nothing: repeating an uncertain send is safe.
 */
export async function sendMessage(
  message: OutboundMessage,
  channel: ChannelForConnector<ApiSettings>,
  ctx: ConnectorContext,
): Promise<SendResult> {
  const secrets = channel.endpointSecrets?.[signingSecret] ?? [];
  if (channel.settings.outboundUrl === "")
    return refuse("no_address", "The channel has no address for outgoing messages.");
  if (secrets.length === 0) return refuse("no_secret", "The channel has no signing secret.");
  const body = JSON.stringify(toBody(message, ctx.now()));
  const signed = { id: message.clientRef, timestamp: String(Math.floor(ctx.now() / 1000)), body };
  const answer = await ctx.outbound.fetch(channel.settings.outboundUrl, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": "Guichet", ...signedHeaders(secrets, signed) },
    body,
    signal: ctx.signal,
    ...limits,
  });
  if (!answer.ok) return { ok: false, error: errorOfFailure(answer) };
  const error = errorOfAnswer(answer, ctx.now());
  return error === undefined ? accepted(answer) : { ok: false, error };
}

function toBody(message: OutboundMessage, now: number) {
  return {
    type: "message.sent",
    timestamp: new Date(now).toISOString(),
    data: {
      id: message.clientRef,
      contact: { id: message.to.externalId },
      text: message.text,
      replyTo: message.replyTo?.externalId ?? null,
      visibility: message.visibility,
      privateReplyTo: message.privateReplyTo?.externalId ?? null,
      thread: message.threadKey ?? null,
      agent: { name: message.agentName },
      template: message.template ?? null,
      files: message.files.map(({ url, name, type, size }) => ({ url, name, type, size })),
    },
  };
}

/** The answer may carry the receiver's own id; anything else in it does not matter, a 2xx is a 2xx. */
function accepted(answer: OutboundAnswer): SendResult {
  const parsed = parseJson(answer.body, { maxDepth: 5, maxKeys: 100, maxBytes: limits.maxBytes });
  const known = apiOutboundAnswer.safeParse(parsed.ok ? parsed.value : undefined);
  return known.success && known.data.id ? { ok: true, externalId: known.data.id } : { ok: true };
}

function refuse(code: string, message: string): SendResult {
  return { ok: false, error: { kind: "permission", code, message } };
}
