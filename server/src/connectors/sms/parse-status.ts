import { cleanText } from "../../lib/clean-text.ts";
import type { InboundItem } from "../connector.ts";
import { meaningOf } from "./error-codes.ts";
import { type Read, type ReadContext, sidOf, unknownKind } from "./parse-message.ts";
import { type Params, paramOf } from "./read-params.ts";

type Status = Extract<InboundItem, { type: "delivery" }>["status"];

/** Twilio's states of an outbound message as ours. What it has accepted is sent: it is on its way, and not ours to send again. */
const STATES: Readonly<Record<string, Status>> = {
  accepted: "sent",
  scheduled: "sent",
  queued: "sent",
  sending: "sent",
  sent: "sent",
  partially_delivered: "sent",
  delivered: "delivered",
  read: "read",
  undelivered: "failed",
  failed: "failed",
  canceled: "failed",
};

/** The code that says that the contact has stopped us. */
export const OPTED_OUT = "21610";

/** The state that a status callback tells; undefined: it is none. */
export function statusOf(params: Params): string | undefined {
  const status = (paramOf(params, "MessageStatus") ?? paramOf(params, "SmsStatus"))?.toLowerCase();
  return status === "received" || status === "receiving" ? undefined : status;
}

/** `/statuses/<our id>` or `/statuses/<our id>/<piece>-<pieces>`: the address that was given along with the message. */
export function statusPath(clientRef: string, piece: number, pieces: number): string {
  return `/statuses/${clientRef}${pieces === 1 ? "" : `/${piece + 1}-${pieces}`}`;
}

/**
 * What became of a message of ours. Of one that left in pieces any piece may fail it; otherwise the last one speaks for all,
 * and the first gives its name.
 */
export function readStatus(params: Params, status: string, context: ReadContext): Read {
  const sid = sidOf(params);
  if (sid === undefined) return { path: "/MessageSid", problem: "There is no usable message SID." };
  const state = Object.hasOwn(STATES, status) ? STATES[status] : undefined;
  if (state === undefined) return { items: [unknownKind(`status:${status}`, context)] };
  const to = paramOf(params, "To");
  const base = {
    channelExternalId: context.channelExternalId,
    occurredAt: context.receivedAt,
    party: { externalId: to === undefined ? "unknown" : cleanText(to).slice(0, 200) },
  };
  const code = paramOf(params, "ErrorCode");
  const stopped: InboundItem[] =
    code === OPTED_OUT && to !== undefined ? [{ type: "subscription", ...base, change: "opted_out" }] : [];
  const { target, isSpokenFor } = targetOf(sid, context.path);
  if (isSpokenFor && state !== "failed") return { items: [{ type: "profile", ...base }, ...stopped] };
  const error = state === "failed" ? { error: errorOf(status, code, wordsIn(params)) } : {};
  return { items: [{ type: "delivery", ...base, status: state, target, ...error }, ...stopped] };
}

function targetOf(
  sid: string,
  path: string,
): { target: Extract<InboundItem, { type: "delivery" }>["target"]; isSpokenFor: boolean } {
  const [, ref, piece = "1", pieces = "1"] =
    /^\/statuses\/([0-9a-f-]{36})(?:\/(\d{1,2})-(\d{1,2}))?\/?$/.exec(path) ?? [];
  if (ref === undefined) return { target: { externalIds: [sid] }, isSpokenFor: false };
  const target = { clientRefs: [ref], ...(piece === "1" ? { externalId: sid } : {}) };
  return { target, isSpokenFor: piece !== pieces };
}

/** Twilio's own, else those of the network that Twilio passes it on to. */
function wordsIn(params: Params): string | undefined {
  return paramOf(params, "ErrorMessage") ?? paramOf(params, "ChannelStatusMessage");
}

function errorOf(status: string, code: string | undefined, words: string | undefined) {
  if (code === undefined && status === "canceled")
    return { kind: "policy", code: "canceled", message: "The message was cancelled at Twilio." } as const;
  return meaningOf(code ?? "", words ?? "");
}
