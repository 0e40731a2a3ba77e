import { cleanText } from "../../lib/clean-text.ts";
import type { InboundItem, InboundParty } from "../connector.ts";
import { arrayOf, idOf, type Json, memberOf, numberOf, rawOf, textOf } from "../read-json.ts";
import { isMediaType, mediaOf } from "./message-media.ts";
import { formAnswers, wordsOf } from "./message-words.ts";
import { readSystem } from "./read-system.ts";
import { contactsOf, personOf, RECEIVER, SENDER, subjectOf } from "./who.ts";

/** What is known besides the notice: whose it is and when it came (epoch milliseconds). */
export type NoticeContext = { readonly channelExternalId: string; readonly receivedAt: number };
export type Read = { readonly items: InboundItem[] } | { readonly path: string; readonly problem: string };

type Direction = "in" | "echo";
/** Of a product's name in the catalogue. */
const MOST_PRODUCT = 200;
type Told = {
  readonly message: Json;
  readonly id: string;
  readonly type: string;
  readonly party: InboundParty;
  /** In a group: who of it wrote. */
  readonly sender: InboundParty | undefined;
  readonly direction: Direction;
  readonly at: number;
  readonly context: NoticeContext;
};

/**
 * One message of a notice as what happened: something said, a reaction, an edit, a deletion, news of the person. `echo`: the
 * business wrote it in its own app. A message of a group belongs to the group; who wrote stands before the words.
 */
export function readMessage(message: Json, value: Json, context: NoticeContext, direction: Direction): Read {
  const id = idOf(message, "id");
  if (id === undefined) return { path: "/id", problem: "There is no usable message id." };
  const sender =
    personOf(message, direction === "in" ? SENDER : RECEIVER, contactsOf(value)) ??
    subjectOf(memberOf(message, "system"));
  if (sender === undefined) return { path: "/from", problem: "It does not say who it is about." };
  const group = idOf(message, "group_id");
  const told: Told = {
    ...{ message, id, direction, context, at: instantOf(message, context) },
    type: typeOf(message),
    party: group === undefined ? sender : { externalId: group, displayName: "👥 WhatsApp", verified: true },
    sender: group === undefined || direction === "echo" ? undefined : sender,
  };
  return readTold(told);
}

/** `unknown` with errors is how what WhatsApp cannot bring was spelled before it was `unsupported`. */
function typeOf(message: Json): string {
  const type = textOf(message, "type") ?? "unknown";
  return type === "unknown" && arrayOf(message, "errors").length > 0 ? "unsupported" : type;
}

function readTold(told: Told): Read {
  const { message, type, context, id, at, party } = told;
  const base = { channelExternalId: context.channelExternalId, occurredAt: at, party };
  switch (type) {
    case "reaction":
      return readReaction(told);
    case "edit":
      return readEdit(told);
    case "revoke": {
      const target = idOf(memberOf(message, "revoke"), "original_message_id");
      if (target === undefined) return { path: "/revoke", problem: "It does not say what was deleted." };
      return { items: [{ type: "message_deleted", ...base, externalId: target }] };
    }
    case "system":
      return readSystem(message, party, context, at);
    // The chat was opened for the first time; nothing has been said.
    case "request_welcome":
      return { items: [{ type: "profile", ...base }] };
    default:
      return said(told, id);
  }
}

function said(told: Told, id: string): Read {
  const { message, type, direction, context, at } = told;
  const words = wordsOf(message, type);
  if (words === undefined) return { items: [unknownKind(`message:${kindOf(message, type)}`, context)] };
  const media = mediaOf(message, type, at);
  const isLost = isMediaType(type) && media.length === 0;
  const shown = decorated(told, isLost ? `${words}\n📎`.trim() : words);
  const quoted = memberOf(message, "context");
  const repliedTo = idOf(quoted, "id");
  const item: InboundItem = {
    type: "message",
    channelExternalId: context.channelExternalId,
    occurredAt: at,
    party: withReferral(told),
    externalId: id,
    direction,
    // Where words should be there may be none: something was said nevertheless.
    text: shown === "" && media.length === 0 ? "❓" : shown,
    media,
    visibility: "private",
    ...(repliedTo === undefined ? {} : { replyToExternalId: repliedTo }),
    automatic: false,
    ...keptOf(told, quoted),
  };
  return { items: [item] };
}

/** Before the words: who of a group wrote, and that they were passed on. Behind them the product they are about, by its own name. */
function decorated({ message, sender }: Told, words: string): string {
  const quoted = memberOf(message, "context");
  const isPassedOn = rawOf(quoted, "forwarded") === true || rawOf(quoted, "frequently_forwarded") === true;
  const product = idOf(memberOf(quoted, "referred_product"), "product_retailer_id");
  const about = product === undefined ? words : `${words}\n🛒 ${product.slice(0, MOST_PRODUCT).toWellFormed()}`.trim();
  const text = isPassedOn ? `↪ ${about}`.trim() : about;
  if (sender === undefined || text === "") return text;
  return `${sender.displayName ?? sender.handle ?? sender.externalId}: ${text}`;
}

/** The whole new message comes: a picture may have its caption changed, or be another one. */
function readEdit(told: Told): Read {
  const edit = memberOf(told.message, "edit");
  const target = idOf(edit, "original_message_id");
  const written = memberOf(edit, "message");
  if (target === undefined || written === undefined)
    return { path: "/edit", problem: "It does not say what was edited." };
  const type = textOf(written, "type") ?? "text";
  const text = wordsOf(written, type);
  if (text === undefined) return { items: [unknownKind("edit", told.context)] };
  const base = { channelExternalId: told.context.channelExternalId, occurredAt: told.at, party: told.party };
  const worded = decorated({ ...told, message: written }, text);
  // Without a hash the file may be the one that is there: its id is another one each time.
  const media = mediaOf(written, type, told.at).filter(({ mark }) => mark !== undefined);
  const files = media.length === 0 ? {} : { media };
  return { items: [{ type: "message_edited", ...base, externalId: target, text: worded, ...files }] };
}

/** One emoji a person and message; without one it is taken back. */
function readReaction({ message, party, sender, direction, at, context }: Told): Read {
  const reaction = memberOf(message, "reaction");
  const target = idOf(reaction, "message_id");
  if (target === undefined) return { path: "/reaction", problem: "It does not say under what it stands." };
  const emoji = textOf(reaction, "emoji");
  return {
    items: [
      {
        type: "reaction",
        channelExternalId: context.channelExternalId,
        occurredAt: at,
        party,
        externalId: target,
        by: direction === "echo" ? "business" : (sender ?? party).externalId,
        emoji: emoji === undefined ? [] : [emoji],
      },
    ],
  };
}

/** The advertisement that brought the person here is known of them from then on. */
function withReferral({ message, party, direction }: Told): InboundParty {
  const referral = memberOf(message, "referral");
  if (referral === undefined || direction === "echo") return party;
  const what = textOf(referral, "headline") ?? textOf(referral, "body") ?? textOf(referral, "source_id");
  const where = textOf(referral, "source_url");
  return {
    ...party,
    attributes: {
      ...(what === undefined ? {} : { "Came from ad": what.slice(0, 300) }),
      ...(where === undefined ? {} : { "Ad URL": where.slice(0, 500) }),
    },
  };
}

/** Kept beside the message, as far as it is small: what was pressed, filled in, ordered or clicked. */
function keptOf({ message, type, sender }: Told, quoted: Json | undefined): { context?: Record<string, unknown> } {
  const interactive = memberOf(message, "interactive");
  const reply = memberOf(interactive, textOf(interactive, "type") ?? "");
  const kept = {
    payload: textOf(memberOf(message, "button"), "payload") ?? idOf(reply, "id"),
    answers: type === "interactive" ? formAnswers(reply) : undefined,
    order: memberOf(message, "order"),
    product: memberOf(quoted, "referred_product"),
    referral: memberOf(message, "referral"),
    sender: sender?.externalId,
  };
  const some = Object.entries(kept).filter(([, one]) => one !== undefined && Buffer.byteLength(sized(one)) < 3000);
  return some.length === 0 ? {} : { context: cleaned(Object.fromEntries(some)) };
}

function sized(value: unknown): string {
  return JSON.stringify(value) ?? "";
}

function cleaned(value: Record<string, unknown>): Record<string, unknown> {
  const text = JSON.stringify(value, (_key, one: unknown) => (typeof one === "string" ? cleanText(one) : one));
  return cleanKeys(JSON.parse(text));
}

function cleanKeys<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(cleanKeys) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [cleanText(key), cleanKeys(one)])) as Value;
}

export function unknownKind(hint: string, { channelExternalId, receivedAt }: NoticeContext): InboundItem {
  return {
    type: "unknown",
    channelExternalId,
    occurredAt: receivedAt,
    party: { externalId: "unknown" },
    hint: cleanText(hint).slice(0, 100),
  };
}

/** WhatsApp writes seconds, as text; a clock that runs ahead puts nothing into the future. */
export function instantOf(of: Json, { receivedAt }: NoticeContext): number {
  const seconds = numberOf(of, "timestamp");
  if (seconds === undefined || seconds <= 0) return receivedAt;
  return Math.min(Math.floor(seconds * 1000), receivedAt);
}

function kindOf(message: Json, type: string): string {
  const inner = textOf(memberOf(message, type), "type");
  return inner === undefined ? type : `${type}:${inner}`;
}
