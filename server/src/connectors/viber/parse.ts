import type { ViberSettings } from "@guichet/contract";
import { cleanText } from "../../lib/clean-text.ts";
import type { ChannelForConnector, InboundItem, InboundParty, Parsed, RawDelivery } from "../connector.ts";
import { idOf, type Json, memberOf, numberOf, textOf } from "../read-json.ts";
import { mediaOf } from "./message-media.ts";
import { wordsOf } from "./message-words.ts";
import { readBody } from "./read-body.ts";

type Context = { readonly channelExternalId: string; readonly receivedAt: number };
type Read =
  | { readonly item: InboundItem; readonly also?: InboundItem }
  | { readonly path: string; readonly problem: string };
type Reader = (callback: Json, base: Base, context: Context) => Read;
type Base = Pick<InboundItem, "channelExternalId" | "occurredAt">;

/** Names of the contact's attributes that say so. */
const UNSUBSCRIBED = "Unsubscribed";
const START = "Start parameter";

const READERS: Readonly<Record<string, Reader>> = {
  message: readMessage,
  delivered: (callback, base) => readReceipt(callback, base, "delivered"),
  seen: (callback, base) => readReceipt(callback, base, "read"),
  failed: readFailed,
  subscribed: (callback, base) => withSubscription("opted_in", readProfile(callback, base, { [UNSUBSCRIBED]: "" })),
  unsubscribed: (callback, base) =>
    withSubscription("opted_out", readProfile(callback, base, { [UNSUBSCRIBED]: dayOf(base) })),
  conversation_started: readStarted,
  client_status: (callback, base) => readProfile(callback, base, {}),
  action: (callback, base) => readProfile(callback, base, {}),
};

/** A callback (REST bot API, "Callbacks"): one event. What Viber may call one day is of an unknown kind. */
export function parseCallback(delivery: RawDelivery, channels: readonly ChannelForConnector<ViberSettings>[]): Parsed {
  const [channel] = channels;
  if (channel === undefined) return problem("", "This address serves no channel.");
  const read = readBody(delivery.body);
  if ("problem" in read) return problem("", read.problem);
  const callback = read.body;
  const event = textOf(callback, "event");
  if (event === undefined) return problem("/event", "The callback does not say what it is.");
  const context = { channelExternalId: channel.externalId, receivedAt: delivery.receivedAt };
  const base = { channelExternalId: channel.externalId, occurredAt: instantOf(callback, delivery.receivedAt) };
  const reader = Object.hasOwn(READERS, event) ? READERS[event] : undefined;
  const result = reader?.(callback, base, context) ?? { item: unknownKind(event, base) };
  if ("problem" in result) return problem(result.path, result.problem);
  return { items: result.also === undefined ? [result.item] : [result.item, result.also], problems: [] };
}

function readMessage(callback: Json, base: Base): Read {
  const sender = memberOf(callback, "sender");
  const message = memberOf(callback, "message");
  const id = idOf(callback, "message_token");
  const party = partyOf(sender);
  if (id === undefined) return { path: "/message_token", problem: "There is no usable token of the message." };
  if (party === undefined) return { path: "/sender/id", problem: "There is no usable id of the sender." };
  if (message === undefined) return { path: "/message", problem: "It is not an object." };
  const media = mediaOf(message, id);
  const text = wordsOf(message, media.length > 0);
  if (text === "" && media.length === 0)
    return { item: { ...unknownKind(`message:${textOf(message, "type") ?? "empty"}`, base), party } };
  const trackingData = textOf(message, "tracking_data");
  return {
    item: {
      ...base,
      type: "message",
      party,
      externalId: id,
      direction: "in",
      text,
      media,
      visibility: "private",
      automatic: false,
      // What we gave along with the message that this one answers.
      ...(trackingData === undefined ? {} : { context: { trackingData: cleanText(trackingData.slice(0, 4000)) } }),
    },
  };
}

/** They come for each of a person's devices, and for what the person wrote as well: the core takes the first, and its own. */
function readReceipt(callback: Json, base: Base, status: "delivered" | "read"): Read {
  const receipt = receiptOf(callback);
  return "problem" in receipt ? receipt : { item: { ...base, ...receipt, type: "delivery", status } };
}

function readFailed(callback: Json, base: Base): Read {
  const receipt = receiptOf(callback);
  if ("problem" in receipt) return receipt;
  const said = cleanText((textOf(callback, "desc") ?? "").slice(0, 300));
  const message = said === "" ? "Viber could not deliver it." : `Viber could not deliver it: ${said}`;
  const error = { kind: "recipient_unavailable", code: "failed", message } as const;
  return { item: { ...base, ...receipt, type: "delivery", status: "failed", error } };
}

type Receipt = Pick<Extract<InboundItem, { type: "delivery" }>, "party" | "target">;

function receiptOf(callback: Json): Receipt | Extract<Read, { problem: string }> {
  const token = idOf(callback, "message_token");
  const userId = idOf(callback, "user_id");
  if (token === undefined) return { path: "/message_token", problem: "There is no usable token of the message." };
  if (userId === undefined) return { path: "/user_id", problem: "There is no usable id of the contact." };
  return { party: { externalId: userId, verified: true }, target: { externalIds: [token] } };
}

/** `context`: what the link carried that brought them here. */
function readStarted(callback: Json, base: Base): Read {
  const start = textOf(callback, "context")?.slice(0, 300);
  return readProfile(callback, base, start === undefined ? {} : { [START]: cleanText(start) });
}

/** Nothing to show in a thread: the contact came, went, or looked in. */
function readProfile(callback: Json, base: Base, attributes: Record<string, string>): Read {
  const userId = idOf(callback, "user_id");
  const party = partyOf(memberOf(callback, "user")) ?? (userId === undefined ? undefined : { externalId: userId });
  if (party === undefined) return { path: "/user/id", problem: "There is no usable id of the contact." };
  const all = { ...party.attributes, ...attributes };
  const known = Object.keys(all).length === 0 ? party : { ...party, attributes: all };
  return { item: { ...base, type: "profile", party: { ...known, verified: true } } };
}

/** Viber lets nobody write to a person who has unsubscribed ("Callbacks", `unsubscribed`). */
function withSubscription(change: "opted_out" | "opted_in", read: Read): Read {
  if ("problem" in read) return read;
  const { channelExternalId, occurredAt, party } = read.item;
  const { externalId } = party;
  return { ...read, also: { type: "subscription", channelExternalId, occurredAt, party: { externalId }, change } };
}

/** A person has another id for each bot; the name is what they call themselves. */
function partyOf(of: Json | undefined): InboundParty | undefined {
  const externalId = idOf(of, "id");
  if (externalId === undefined) return undefined;
  const name = textOf(of, "name");
  const avatar = textOf(of, "avatar");
  const language = textOf(of, "language")?.slice(0, 35);
  const country = textOf(of, "country")?.slice(0, 35);
  const attributes = {
    ...(language === undefined ? {} : { Language: cleanText(language) }),
    ...(country === undefined ? {} : { Country: cleanText(country) }),
  };
  return {
    externalId,
    ...(name === undefined ? {} : { displayName: name }),
    verified: true,
    ...(avatar === undefined ? {} : { photo: { ref: avatar } }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/** Viber writes milliseconds; a clock that runs ahead puts nothing into the future. */
function instantOf(callback: Json, receivedAt: number): number {
  const at = numberOf(callback, "timestamp");
  return at === undefined || at <= 0 ? receivedAt : Math.min(Math.floor(at), receivedAt);
}

function dayOf({ occurredAt }: Base): string {
  return new Date(occurredAt).toISOString().slice(0, 10);
}

function unknownKind(hint: string, base: Base): InboundItem {
  return { ...base, type: "unknown", party: { externalId: "unknown" }, hint: cleanText(hint.slice(0, 100)) };
}

function problem(path: string, reason: string): Parsed {
  return { items: [], problems: [{ path, reason }] };
}
