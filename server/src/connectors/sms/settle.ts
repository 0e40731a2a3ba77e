import type { SmsSettings } from "@guichet/contract";
import type { ChannelForConnector, ConnectorContext, OutboundMessage, SendResult } from "../connector.ts";
import { type Json, listOf, textOf } from "../read-json.ts";
import { keepSentPieces, readSentPieces } from "../sent-pieces.ts";
import { accountOf, accountUrl, callApi } from "./call-api.ts";
import { planSends } from "./plan-sends.ts";
import { sids, toResult } from "./send.ts";

/**
 * A send whose answer was lost: Twilio has no idempotency key, but lists what it has sent to a number. One message with these
 * words since ours was written is ours; none or several leave it open, and a person decides. Of a message in pieces the rest
 * is sent afterwards.
 */
export async function settleMessage(
  message: OutboundMessage,
  channel: ChannelForConnector<SmsSettings>,
  ctx: ConnectorContext,
): Promise<SendResult | undefined> {
  const steps = planSends(message);
  const sent = await readSentPieces(message, sids, ctx);
  const step = steps[sent.length];
  if (step === undefined) return undefined;
  const account = accountOf(channel);
  const query = new URLSearchParams({ To: message.to.externalId, PageSize: "50" });
  const called = await callApi(account, accountUrl(account, `/Messages.json?${query}`), undefined, ctx);
  if (!called.ok) return undefined;
  const since = writtenAt(message.clientRef);
  const ours = listOf(called.body, "messages").filter((one) => isIt(one, step.text, since, sent));
  const sid = ours.length === 1 ? textOf(ours[0], "sid") : undefined;
  if (sid === undefined) return undefined;
  const found = [...sent, sid];
  if (steps.length > 1) await keepSentPieces(message, found, ctx);
  if (found.length === steps.length) return toResult(found);
  return { ok: false, error: { kind: "retryable", code: "rest_to_send", message: "A part has been sent already." } };
}

function isIt(one: Json, text: string, since: number, sent: readonly string[]): boolean {
  const createdAt = Date.parse(textOf(one, "date_created") ?? "");
  return (
    textOf(one, "direction") === "outbound-api" &&
    plain(textOf(one, "body") ?? "") === plain(text) &&
    !sent.includes(textOf(one, "sid") ?? "") &&
    // Twilio writes whole seconds.
    createdAt >= Math.floor(since / 1000) * 1000
  );
}

function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** A UUIDv7 begins with the milliseconds at which it was made. */
function writtenAt(clientRef: string): number {
  return Number.parseInt(clientRef.replaceAll("-", "").slice(0, 12), 16);
}
