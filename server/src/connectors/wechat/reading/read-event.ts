import { cleanText } from "../../../lib/clean-text.ts";
import type { InboundItem } from "../../connector.ts";
import { type Json, memberOf, numberOf, textOf } from "../../read-json.ts";
import { type Base, type Read, unknownKind } from "./item-base.ts";

/** Names of the contact's attributes that say so. */
const UNSUBSCRIBED = "Unsubscribed";
const REFERENCE = "Reference";
const POSITION = "Position";
/** Before the scene of a code that brought a new subscriber. */
const SCENE = /^qrscene_/;
const MOST_OF_A_KEY = 300;

/**
 * Something that happened without a message. Their names are written in any case. They have no id: who, when and what makes one
 * unique. What has nothing to show is a profile; what is the account's own affair, or new, is kept as unknown.
 */
export function readEvent(fields: Json, base: Base): Read {
  const event = textOf(fields, "Event")?.trim().toLowerCase() ?? "";
  if (event === "") return { path: "/Event", problem: "It does not say what happened." };
  const key = cleanText((textOf(fields, "EventKey") ?? "").slice(0, MOST_OF_A_KEY)).trim();
  switch (event) {
    case "subscribe":
      return about(base, { [UNSUBSCRIBED]: "", ...reference(SCENE.test(key) ? key.replace(SCENE, "") : "") });
    case "unsubscribe":
      return about(base, { [UNSUBSCRIBED]: new Date(base.occurredAt).toISOString().slice(0, 10) });
    case "scan":
      return about(base, reference(key));
    case "location":
      return about(base, positionOf(fields));
    case "click":
    case "scancode_push":
    case "scancode_waitmsg":
      return readPressed(event, key, fields, base);
    case "templatesendjobfinish":
      return readTemplateSent(fields, base);
    case "view":
    case "view_miniprogram":
    case "location_select":
    case "pic_sysphoto":
    case "pic_photo_or_album":
    case "pic_weixin":
    case "kf_create_session":
    case "kf_close_session":
    case "kf_switch_session":
      return about(base, {});
    default:
      return { item: unknownKind(`event:${event}`, base) };
  }
}

function about(base: Base, attributes: Record<string, string>): Read {
  const party = Object.keys(attributes).length === 0 ? base.party : { ...base.party, attributes };
  return { item: { ...base, type: "profile", party } };
}

/** The code that was scanned; empty: none. */
function reference(scene: string): Record<string, string> {
  return scene === "" ? {} : { [REFERENCE]: scene };
}

/** Told by whoever lets the account know, each time they open the chat. */
function positionOf(fields: Json): Record<string, string> {
  const [latitude, longitude] = [numberOf(fields, "Latitude"), numberOf(fields, "Longitude")];
  return latitude === undefined || longitude === undefined ? {} : { [POSITION]: `${latitude}, ${longitude}` };
}

/** An entry of the menu that asks for an answer: what stands behind it, and what was scanned with it, is what the contact says. */
function readPressed(event: string, key: string, fields: Json, base: Base): Read {
  const scanned = textOf(memberOf(fields, "ScanCodeInfo"), "ScanResult");
  const text = [key, scanned ?? ""].filter((line) => line.trim() !== "").join("\n");
  if (text === "") return { item: unknownKind(`event:${event}`, base) };
  const item: InboundItem = {
    ...base,
    type: "message",
    externalId: cleanText(`event:${base.party.externalId}:${textOf(fields, "CreateTime") ?? ""}:${event}:${key}`),
    direction: "in",
    text,
    media: [],
    visibility: "private",
    automatic: false,
    asks: { profile: true },
    context: { button: key },
  };
  return { item };
}

/** What became of a template; of anything else that we send WeChat tells nothing. */
function readTemplateSent(fields: Json, base: Base): Read {
  const id = (textOf(fields, "MsgID") ?? textOf(fields, "MsgId"))?.trim();
  if (id === undefined || !/^\d{1,30}$/.test(id))
    return { path: "/MsgID", problem: "There is no usable id of the message." };
  const status = textOf(fields, "Status")?.trim().toLowerCase() ?? "";
  const receipt = { ...base, type: "delivery", target: { externalIds: [id] } } as const;
  if (status === "success") return { item: { ...receipt, status: "delivered" } };
  if (!status.startsWith("failed")) return { item: unknownKind(`template:${status}`, base) };
  const isBlocked = status.includes("user block");
  const message = isBlocked ? "The contact does not take messages of this kind." : "WeChat could not deliver it.";
  const error = { kind: isBlocked ? "recipient_unavailable" : "policy", code: "failed", message } as const;
  return { item: { ...receipt, status: "failed", error } };
}
