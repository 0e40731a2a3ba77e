import { isUuid } from "../../lib/is-uuid.ts";
import type { InboundItem } from "../connector.ts";
import { idOf, type Json, memberOf, textOf } from "../read-json.ts";
import { contextOf, type EventContext, instantOf, type Read, unknownKind } from "./parse-message.ts";
import { type Place, placeOf } from "./place.ts";

/** About the account, not about a contact: nobody's chat. Kept and counted; health finds out what became of it. */
export const ACCOUNT_EVENTS: ReadonlySet<string> = new Set([
  ...["module", "activated", "deactivated", "botSuspended", "botResumed", "delivery"],
]);

/** Names of the contact's attributes that say so. */
const BLOCKED = "Blocked the account";
const LEFT = "Removed from the group";
const LINKED = "Account link";
const MEMBERSHIP = "Membership";

export function readAccountEvent(type: string, context: EventContext): InboundItem[] {
  return [unknownKind(type, undefined, context)];
}

/** The contact took a message back: what we keep of it goes too. */
export function readUnsend(event: Json, context: EventContext): Read {
  const place = placeOf(event);
  if ("problem" in place) return place;
  const externalId = idOf(memberOf(event, "unsend"), "messageId");
  if (externalId === undefined) return { path: "/unsend/messageId", problem: "It does not say what was taken back." };
  return { items: [{ ...baseOf(event, place, context), type: "message_deleted", externalId }] };
}

/**
 * A button was pressed: `data` is what stands behind it, `params` what was chosen (a date). The key is the event's
 * own, the same when LINE delivers again: pressing twice is saying it twice.
 */
export function readPostback(event: Json, context: EventContext): Read {
  const place = placeOf(event);
  if ("problem" in place) return place;
  const postback = memberOf(event, "postback");
  const data = textOf(postback, "data");
  if (data === undefined) return { items: [unknownKind("postback", event, context)] };
  // Another page of the menu was opened: nobody said anything.
  if (textOf(memberOf(postback, "params"), "newRichMenuAliasId") !== undefined) return readQuiet(event, context);
  const chosen = Object.values(memberOf(postback, "params") ?? {}).filter((value) => typeof value === "string");
  const base = baseOf(event, place, context);
  const item: InboundItem = {
    ...base,
    type: "message",
    externalId: `event:${textOf(event, "webhookEventId") ?? `${place.party.externalId}:${base.occurredAt}:${data}`}`,
    direction: "in",
    text: [data, ...chosen].join("\n").toWellFormed().replaceAll("\0", "\uFFFD"),
    media: [],
    visibility: "private",
    automatic: false,
    ...(place.type === "room" ? {} : { asks: { profile: true } }),
    context: { ...contextOf(event, undefined, place, base.occurredAt), button: data.slice(0, 300).toWellFormed() },
  };
  return { items: [item] };
}

/** A film that we sent was seen to its end; its `trackingId` is our message's id. */
export function readVideoSeen(event: Json, context: EventContext): Read {
  const place = placeOf(event);
  if ("problem" in place) return place;
  const trackingId = textOf(memberOf(event, "videoPlayComplete"), "trackingId");
  const base = baseOf(event, place, context);
  if (trackingId === undefined || !isUuid(trackingId)) return { items: [{ ...base, type: "profile" }] };
  return { items: [{ ...base, type: "delivery", status: "read", target: { clientRefs: [trackingId] } }] };
}

/** What has nothing to show in a thread: it says something of the contact, or that they are there. */
export function readQuiet(event: Json, context: EventContext): Read {
  const place = placeOf(event);
  if ("problem" in place) return place;
  const base = baseOf(event, place, context);
  const attributes = attributesOf(event, new Date(base.occurredAt).toISOString().slice(0, 10));
  const party = attributes === undefined ? place.party : { ...place.party, attributes };
  return { items: [{ ...base, type: "profile", party }] };
}

/** `unfollow`: the contact has blocked the account, which LINE tells nowhere else; a message there is answered with 200 all the same. */
export function readFollow(event: Json, context: EventContext): Read {
  const read = readQuiet(event, context);
  const place = placeOf(event);
  if ("problem" in read || "problem" in place || place.type !== "user") return read;
  const change = textOf(event, "type") === "unfollow" ? "opted_out" : "opted_in";
  return { items: [...read.items, { ...baseOf(event, place, context), type: "subscription", change }] };
}

function attributesOf(event: Json, day: string): Record<string, string> | undefined {
  switch (textOf(event, "type")) {
    case "follow":
      return { [BLOCKED]: "" };
    case "unfollow":
      return { [BLOCKED]: day };
    case "join":
      return { [LEFT]: "" };
    case "leave":
      return { [LEFT]: day };
    case "accountLink":
      return { [LINKED]: (textOf(memberOf(event, "link"), "result") ?? "").slice(0, 100).toWellFormed() };
    case "membership":
      return { [MEMBERSHIP]: (textOf(memberOf(event, "membership"), "type") ?? "").slice(0, 100).toWellFormed() };
    default:
      return undefined;
  }
}

function baseOf(event: Json, place: Place, context: EventContext) {
  const { channelExternalId } = context;
  return { channelExternalId, occurredAt: instantOf(event, context), party: place.party };
}
