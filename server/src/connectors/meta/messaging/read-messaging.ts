import type { InboundItem } from "../../connector.ts";
import { idOf, type Json, memberOf, numberOf, rawOf, textOf } from "../../read-json.ts";
import { type Happening, instantOf, type Read, unknownKind } from "../happening.ts";
import type { Dialect } from "./dialect.ts";
import { type Exchange, exchangeOf } from "./exchange.ts";
import { readHandover } from "./read-handover.ts";
import { readMessage } from "./read-message.ts";
import { readReaction } from "./read-reaction.ts";
import { referralAttributes } from "./referral.ts";

const WORDLESS = "message_edit:no_text";

type Reader = (of: Json, exchange: Exchange, happening: Happening, dialect: Dialect) => Read;

/** By the one member that says what happened. */
const READERS: Readonly<Record<string, Reader>> = {
  message: readMessage,
  message_edit: readEdit,
  reaction: readReaction,
  delivery: readDelivery,
  read: readRead,
  postback: readPostback,
  referral: (of, exchange, happening) => toProfile(referralAttributes(of), exchange, happening),
  optin: readOptin,
  pass_thread_control: readHandover,
  take_thread_control: readHandover,
};
const ENVELOPE = new Set(["sender", "recipient", "timestamp", "hop_context", "is_read_only"]);

/** One messaging event (Messenger Platform, webhook events), whether we hold the thread or another app does. */
export function readMessaging(happening: Happening, dialect: Dialect): Read {
  const { value } = happening;
  const kinds = Object.keys(value).filter((key) => !ENVELOPE.has(key));
  const kind = kinds.find((key) => Object.hasOwn(READERS, key) && memberOf(value, key) !== undefined) ?? kinds[0];
  if (kind === undefined) return { path: "", problem: "It does not say what happened." };
  if (kind === "policy_enforcement") return readPolicy(happening);
  const reader = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  if (reader === undefined) return unknownKind(hintOf(kind, value), happening);
  const of = memberOf(value, kind);
  if (of === undefined) return { path: `/${kind}`, problem: "It is not an object." };
  const exchange = exchangeOf(happening);
  // Before somebody has written, an opt-in knows no person.
  if (exchange === undefined && kind === "optin") return unknownKind("optin:user_ref", happening);
  if (exchange === undefined && isWordlessEdit(kind, of)) return unknownKind(WORDLESS, happening);
  if (exchange === undefined) return { path: "/sender", problem: "It does not say between whom." };
  return reader(of, exchange, happening, dialect);
}

/** Meta warns the account, or blocks it: told of no contact (`messaging_policy_enforcement`). Its health says what it may still do. */
function readPolicy({ accountId, sentAt }: Happening): Read {
  const base = { channelExternalId: accountId, occurredAt: sentAt, party: { externalId: accountId } };
  return { items: [{ type: "account", ...base, about: "health" }] };
}

/** Kept beside the kind's name where one look at it helps whoever reads the list of problems. */
function hintOf(kind: string, value: Json): string {
  const action = textOf(memberOf(value, kind), "action");
  return action === undefined ? kind : `${kind}:${action}`;
}

/** Instagram tells of new messages so beside the notice that has their words, at times of nobody's: what was said stays. */
function isWordlessEdit(kind: string, of: Json): boolean {
  return kind === "message_edit" && textOf(of, "text") === undefined;
}

function readEdit(edit: Json, exchange: Exchange, happening: Happening): Read {
  const { party, base } = exchange;
  const externalId = idOf(edit, "mid");
  if (externalId === undefined) return { path: "/message_edit/mid", problem: "It does not say which message." };
  const text = textOf(edit, "text");
  if (text === undefined && numberOf(edit, "num_edit") === 0) return toProfile(undefined, exchange, happening);
  if (text === undefined) return unknownKind(WORDLESS, happening);
  const occurredAt = instantOf(happening.value, "timestamp", happening);
  return { items: [{ type: "message_edited", ...base, occurredAt, party, externalId, text }] };
}

/** A watermark: everything before is delivered. Single ids are exact where our clock and theirs differ. */
function readDelivery(delivery: Json, { party, base }: Exchange, happening: Happening): Read {
  const ids = rawOf(delivery, "mids");
  const mids = (Array.isArray(ids) ? ids : []).filter((id): id is string => typeof id === "string" && id !== "");
  const watermark = watermarkOf(delivery);
  const common = {
    type: "delivery",
    ...base,
    occurredAt: watermark ?? happening.sentAt,
    party,
    status: "delivered",
  } as const;
  const items: InboundItem[] = [];
  if (mids.length > 0) items.push({ ...common, target: { externalIds: mids.slice(0, 1000) } });
  if (watermark !== undefined) items.push({ ...common, target: { upTo: watermark } });
  return items.length > 0 ? { items } : { path: "/delivery", problem: "It does not say what was delivered." };
}

function readRead(read: Json, { party, base }: Exchange, happening: Happening): Read {
  const mid = idOf(read, "mid");
  const watermark = watermarkOf(read);
  const target = watermark === undefined ? undefined : { upTo: watermark };
  if (mid === undefined && target === undefined) return { path: "/read", problem: "It does not say what was read." };
  const occurredAt = watermark ?? instantOf(happening.value, "timestamp", happening);
  return {
    items: [
      { type: "delivery", ...base, occurredAt, party, status: "read", target: target ?? { externalIds: [mid ?? ""] } },
    ],
  };
}

function watermarkOf(of: Json): number | undefined {
  const watermark = numberOf(of, "watermark");
  return watermark === undefined || watermark <= 0 ? undefined : Math.floor(watermark);
}

/** A pressed button says what stands on it; while another app has the thread its payload is missing. */
function readPostback(postback: Json, { party, base }: Exchange, happening: Happening): Read {
  const payload = textOf(postback, "payload");
  const text = textOf(postback, "title") ?? payload;
  if (text === undefined) return { path: "/postback", problem: "It does not say what was pressed." };
  const occurredAt = instantOf(happening.value, "timestamp", happening);
  const attributes = referralAttributes(memberOf(postback, "referral"));
  return {
    items: [
      {
        type: "message",
        ...base,
        occurredAt,
        party: { ...party, ...(attributes === undefined ? {} : { attributes }) },
        externalId: idOf(postback, "mid") ?? `postback:${party.externalId}:${occurredAt}`,
        direction: "in",
        text,
        media: [],
        visibility: "private",
        asks: { profile: true },
        automatic: false,
        ...(payload === undefined ? {} : { context: { button: payload.slice(0, 1000) } }),
      },
    ],
  };
}

/** Messages about a topic may be wanted, and later not any more: then nothing of it stands with the contact. */
function readOptin(optin: Json, exchange: Exchange, happening: Happening): Read {
  if (textOf(optin, "notification_messages_status") === "STOP_NOTIFICATIONS")
    return toProfile({ "Opt-in": "" }, exchange, happening);
  const said = textOf(optin, "ref") ?? textOf(optin, "payload") ?? textOf(optin, "title") ?? textOf(optin, "type");
  return toProfile(said === undefined ? undefined : { "Opt-in": said.slice(0, 200) }, exchange, happening);
}

function toProfile(
  attributes: Record<string, string> | undefined,
  { party, base }: Exchange,
  happening: Happening,
): Read {
  const occurredAt = instantOf(happening.value, "timestamp", happening);
  return {
    items: [
      {
        type: "profile",
        ...base,
        occurredAt,
        party: { ...party, ...(attributes === undefined ? {} : { attributes }) },
      },
    ],
  };
}
