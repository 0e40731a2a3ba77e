import { type SmsSettings, smsSenderKind } from "@guichet/contract";
import { z } from "zod";
import { webhookUrl } from "../../channels/index.ts";
import type { ChannelForConnector, ConnectorContext, OutboundMessage, SendError, SendResult } from "../connector.ts";
import { textOf } from "../read-json.ts";
import { keepSentPieces, readSentPieces } from "../sent-pieces.ts";
import { accountOf, accountUrl, callApi, type Form } from "./call-api.ts";
import { OPTED_OUT, statusPath } from "./parse-status.ts";
import { planSends, type Step } from "./plan-sends.ts";

type Channel = ChannelForConnector<SmsSettings>;
/** Of the pieces of a message. */
export const sids = z.array(z.string());

/**
 * Sends one message, in as many calls as it takes. After each it is written down what has been sent, so that a later attempt
 * goes on with the rest: no piece leaves twice, unless a person asks for all of them again. The first one's SID is the message's.
 */
export async function sendMessage(
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult> {
  const steps = planSends(message);
  if (steps.length === 0)
    return refuse({ kind: "invalid_content", code: "nothing_to_send", message: "There is neither a text nor a file." });
  if (!isReachable(message.to.externalId))
    return refuse({
      kind: "recipient_unavailable",
      code: "no_number",
      message: "This sender has no number to answer.",
    });
  const kept = steps.length === 1 ? [] : await readSentPieces(message, sids, ctx);
  // All of it had left, and then it failed: whoever tries again wants all of it again.
  const sent = kept.length < steps.length ? kept : [];
  for (const [index, step] of steps.entries()) {
    if (index < sent.length) continue;
    const callback = `${webhookUrl(ctx.publicUrl, "sms", channel.endpointId)}${statusPath(message.clientRef, index, steps.length)}`;
    const result = await sendStep(step, message.to.externalId, callback, channel, ctx);
    if ("error" in result) return refuse(result.error);
    sent.push(result.sid);
    if (steps.length > 1) await keepSentPieces(message, sent, ctx);
  }
  return toResult(sent);
}

export function toResult([externalId, ...more]: readonly string[]): SendResult {
  return {
    ok: true,
    ...(externalId === undefined ? {} : { externalId }),
    ...(more.length === 0 ? {} : { context: { alsoSentAs: more } }),
  };
}

/**
 * A number, a short code, or an address of a network that Twilio passes on (`whatsapp:+33…`, of people with user names
 * `whatsapp:FR.…`); a name cannot be answered.
 */
function isReachable(address: string): boolean {
  return (
    /^([a-z]{2,20}:)?\+?\d{3,15}$/.test(address) ||
    /^(messenger|rcs):[\w@.:+-]{1,100}$/.test(address) ||
    /^whatsapp:[A-Z]{2}\.[\w.]{1,150}$/.test(address)
  );
}

async function sendStep(
  step: Step,
  to: string,
  callback: string,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<{ sid: string } | { error: SendError }> {
  const account = accountOf(channel);
  const form: Form = [
    ["To", to],
    senderOf(channel.settings.sender, to),
    ...(step.text === "" ? [] : [["Body", step.text] as const]),
    ...step.fileUrls.map((url) => ["MediaUrl", url] as const),
    ["StatusCallback", callback],
  ];
  const called = await callApi(account, accountUrl(account, "/Messages.json"), form, ctx);
  if (!called.ok) return { error: called.error };
  const sid = textOf(called.body, "sid");
  if (sid !== undefined && /^\w{10,64}$/.test(sid)) return { sid };
  const message = "The answer was not one of Twilio's.";
  return { error: { kind: "outcome_unknown", code: "not_twilio", message } };
}

/** From the same network on which the contact is; a Messaging Service chooses by itself. */
function senderOf(sender: string, to: string): readonly [string, string] {
  if (smsSenderKind(sender) === "service") return ["MessagingServiceSid", sender];
  const network = /^[a-z]{2,20}:/.exec(to)?.[0] ?? "";
  return ["From", `${network}${sender}`];
}

function refuse(error: SendError): SendResult {
  return { ok: false, error: error.code === OPTED_OUT ? { ...error, optedOut: true } : error };
}
