import { cleanText } from "../../lib/clean-text.ts";
import type { InboundItem, InboundParty } from "../connector.ts";
import { keywordOf } from "./keywords.ts";
import { mediaOf } from "./message-media.ts";
import { wordsOf } from "./message-words.ts";
import { type Params, paramOf } from "./read-params.ts";

/** What is known besides the parameters: whose they are, when they came (epoch milliseconds), and our own id of a message. */
export type ReadContext = {
  readonly channelExternalId: string;
  readonly receivedAt: number;
  readonly path: string;
};
export type Read = { readonly items: InboundItem[] } | { readonly path: string; readonly problem: string };

/** A message SID, by whichever of its three names. */
export function sidOf(params: Params): string | undefined {
  const sid = paramOf(params, "MessageSid") ?? paramOf(params, "SmsMessageSid") ?? paramOf(params, "SmsSid");
  return sid !== undefined && /^\w{10,64}$/.test(sid) ? sid : undefined;
}

/**
 * A message of a contact. Twilio tells no time with it, so it is when it came. STOP and START are messages as well, and change
 * whether we may write.
 */
export function readMessage(params: Params, context: ReadContext, at: number = context.receivedAt): Read {
  const externalId = sidOf(params);
  const from = paramOf(params, "From");
  if (externalId === undefined) return { path: "/MessageSid", problem: "There is no usable message SID." };
  if (from === undefined) return { path: "/From", problem: "It does not say who wrote." };
  const text = cleanText(wordsOf(params));
  const media = mediaOf(params);
  const party = partyOf(params, from);
  const keyword = keywordOf(params);
  const base = { channelExternalId: context.channelExternalId, occurredAt: at, party };
  const subscription: InboundItem[] =
    keyword === "STOP" || keyword === "START"
      ? [{ type: "subscription", ...base, change: keyword === "STOP" ? "opted_out" : "opted_in" }]
      : [];
  if (text === "" && media.length === 0)
    return { items: [unknownKind(`message:${paramOf(params, "MessageType") ?? "empty"}`, context), ...subscription] };
  const repliedTo = paramOf(params, "OriginalRepliedMessageSid");
  const message: InboundItem = {
    type: "message",
    ...base,
    externalId,
    direction: "in",
    text,
    media,
    visibility: "private",
    ...(repliedTo === undefined ? {} : { replyToExternalId: repliedTo.slice(0, 64) }),
    automatic: false,
    ...contextOf(params),
  };
  return { items: [message, ...subscription] };
}

export function unknownKind(hint: string, { channelExternalId, receivedAt }: ReadContext): InboundItem {
  return {
    type: "unknown",
    channelExternalId,
    occurredAt: receivedAt,
    party: { externalId: "unknown" },
    hint: cleanText(hint).slice(0, 100),
  };
}

/**
 * The number is who it is, and what is shown. Of WhatsApp and RCS, which Twilio passes on alike, the address keeps the
 * network's name before it: answers go back that way.
 */
export function partyOf(params: Params, from: string): InboundParty {
  const address = cleanText(from).slice(0, 200);
  const name = paramOf(params, "ProfileName");
  const attributes = attributesOf(params);
  return {
    externalId: address,
    ...(name === undefined ? {} : { displayName: cleanText(name).slice(0, 300) }),
    handle: address.replace(/^[a-z]+:/, ""),
    verified: true,
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

const PLACES = { Country: "FromCountry", State: "FromState", City: "FromCity", Zip: "FromZip" } as const;

/** Where the number is registered, as far as it is known. */
function attributesOf(params: Params): Record<string, string> {
  return Object.fromEntries(
    Object.entries(PLACES).flatMap(([name, parameter]) => {
      const value = paramOf(params, parameter);
      return value === undefined ? [] : [[name, cleanText(value).slice(0, 200)]];
    }),
  );
}

const KEPT = {
  to: "To",
  segments: "NumSegments",
  optOut: "OptOutType",
  button: "ButtonPayload",
  advertisement: "ReferralSourceId",
} as const;

function contextOf(params: Params): { context?: Record<string, string> } {
  const kept = Object.entries(KEPT).flatMap(([name, parameter]) => {
    const value = paramOf(params, parameter);
    return value === undefined ? [] : [[name, cleanText(value).slice(0, 200)]];
  });
  return kept.length === 0 ? {} : { context: Object.fromEntries(kept) };
}
