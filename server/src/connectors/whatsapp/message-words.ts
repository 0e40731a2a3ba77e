import { parseJson } from "../../lib/parse-json.ts";
import { arrayOf, idOf, type Json, listOf, memberOf, numberOf, recordOf, textOf } from "../read-json.ts";

/** Where a point of the map is shown to whoever follows the link; WhatsApp brings only its numbers. */
const MAP = "https://www.openstreetmap.org/";
const MOST_LINES = 50;
const formLimits = { maxDepth: 30, maxKeys: 2000, maxBytes: 64 * 1024 };

/**
 * What a message says, as text that needs no language: its text or caption, what was pressed, or a sign and the facts where it
 * is a place, a contact, an order or a form. Undefined: its type is not known.
 */
export function wordsOf(message: Json, type: string): string | undefined {
  const part = memberOf(message, type);
  switch (type) {
    case "text":
      return textOf(part, "body") ?? "";
    case "image":
    case "video":
    case "document":
    case "audio":
    case "voice":
    case "sticker":
      return textOf(part, "caption") ?? "";
    case "location":
      return placeWords(part);
    case "contacts":
      return listOf(message, "contacts").slice(0, MOST_LINES).map(contactWords).join("\n\n");
    case "button":
      return textOf(part, "text") ?? textOf(part, "payload") ?? "";
    case "interactive":
      return interactiveWords(part);
    case "order":
      return orderWords(part);
    case "unsupported":
      return `❓ ${unsupportedWords(message, part)}`.trim();
    default:
      return undefined;
  }
}

function placeWords(location: Json | undefined): string {
  const [latitude, longitude] = [numberOf(location, "latitude"), numberOf(location, "longitude")];
  const named = [textOf(location, "name"), textOf(location, "address")].filter((part) => part !== undefined).join(", ");
  const isPoint = latitude !== undefined && longitude !== undefined;
  const where = isPoint ? `${latitude}, ${longitude}` : "";
  const link = isPoint ? `${MAP}?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}` : undefined;
  return joined([`📍 ${named === "" ? where : named}`.trim(), link, textOf(location, "url")]);
}

function contactWords(contact: Json): string {
  const name = memberOf(contact, "name");
  const parts = [textOf(name, "first_name"), textOf(name, "last_name")].filter((part) => part !== undefined).join(" ");
  const card = textOf(contact, "vcard") ?? "";
  const phones = listOf(contact, "phones").map((phone) => textOf(phone, "phone") ?? idOf(phone, "wa_id"));
  const numbers = phones.length > 0 ? phones : [inCard(card, "TEL")];
  const mails = listOf(contact, "emails").map((mail) => textOf(mail, "email"));
  const company = textOf(memberOf(contact, "org"), "company");
  const named = textOf(name, "formatted_name") ?? (parts === "" ? inCard(card, "FN") : parts);
  return joined([`👤 ${named ?? ""}`.trim(), company, ...numbers, ...mails]);
}

/** What stands under a name in a visiting card (vCard), which may be all that is told of somebody. */
function inCard(card: string, name: "FN" | "TEL"): string | undefined {
  return new RegExp(`^(?:\\w+\\.)?${name}(?:;[^:\\r\\n]*)?:([^\\r\\n]+)`, "im").exec(card)?.[1]?.trim();
}

/** A pressed button, a chosen row, a filled form. */
function interactiveWords(interactive: Json | undefined): string | undefined {
  const kind = textOf(interactive, "type") ?? "";
  const reply = memberOf(interactive, kind);
  switch (kind) {
    case "button_reply":
      return textOf(reply, "title") ?? textOf(reply, "id") ?? "";
    case "list_reply":
      return joined([textOf(reply, "title") ?? textOf(reply, "id"), textOf(reply, "description")]);
    case "nfm_reply":
      return formWords(reply);
    case "call_permission_reply":
      return `📞 ${textOf(reply, "response") ?? ""}`.trim();
    default:
      return undefined;
  }
}

/** A form's answers come as JSON in a text, which may be none; then what WhatsApp shows of it has to do. */
function formWords(reply: Json | undefined): string {
  const answers = formAnswers(reply);
  const lines = Object.entries(answers ?? {})
    .filter(([key]) => key !== "flow_token")
    .slice(0, MOST_LINES)
    .map(([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
  return joined([`📋 ${textOf(reply, "body") ?? textOf(reply, "name") ?? ""}`.trim(), ...lines]);
}

export function formAnswers(reply: Json | undefined): Json | undefined {
  const written = textOf(reply, "response_json");
  if (written === undefined) return memberOf(reply, "response_json");
  const parsed = parseJson(written, { ...formLimits, forbiddenKeys: "dropped", bigIntegers: "text" });
  return recordOf(parsed.ok ? parsed.value : undefined);
}

function orderWords(order: Json | undefined): string {
  const items = listOf(order, "product_items")
    .slice(0, MOST_LINES)
    .map((item) => {
      const price = numberOf(item, "item_price");
      const worth = price === undefined ? "" : ` · ${price} ${textOf(item, "currency") ?? ""}`.trimEnd();
      return `${numberOf(item, "quantity") ?? 1} × ${idOf(item, "product_retailer_id") ?? "?"}${worth}`;
    });
  return joined([textOf(order, "text"), "🛒", ...items]);
}

/** Polls, view-once pictures and the like: WhatsApp says that there is something, and at times what. */
function unsupportedWords(message: Json, part: Json | undefined): string {
  const [error] = arrayOf(message, "errors");
  const said = recordOf(error);
  return textOf(part, "type") ?? textOf(said, "title") ?? textOf(said, "message") ?? "";
}

function joined(lines: readonly (string | undefined)[]): string {
  return lines.filter((line) => line !== undefined && line !== "").join("\n");
}
