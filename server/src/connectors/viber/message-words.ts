import { idOf, type Json, memberOf, numberOf, textOf } from "../read-json.ts";

/** Where a point of the map is shown to whoever follows the link; the network brings only its numbers. */
const MAP = "https://www.openstreetmap.org/";

/** What a message says, as text that needs no language: its text or caption, or a sign and the facts. */
export function wordsOf(message: Json, hasMedia: boolean): string {
  const text = textOf(message, "text") ?? "";
  switch (textOf(message, "type")) {
    case "location":
      return placeWords(message, text);
    case "contact":
      return contactWords(memberOf(message, "contact"));
    case "sticker":
      return hasMedia || idOf(message, "sticker_id") === undefined ? text : "🏷️";
    case "url":
      return linkWords(text, textOf(message, "media") ?? "");
    // What is shown where the cards of a carousel cannot be.
    case "rich_media":
      return text === "" ? (textOf(message, "alt_text") ?? "") : text;
    default:
      return text;
  }
}

/** `lat` and `lon` come as numbers or as text. */
function placeWords(message: Json, text: string): string {
  const location = memberOf(message, "location");
  const [latitude, longitude] = [numberOf(location, "lat"), numberOf(location, "lon")];
  const named = textOf(location, "address") ?? text;
  if (latitude === undefined || longitude === undefined) return named === "" ? "" : `📍 ${named}`;
  const where = named === "" ? `${latitude}, ${longitude}` : named;
  return `📍 ${where}\n${MAP}?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
}

function contactWords(contact: Json | undefined): string {
  const lines = [`👤 ${textOf(contact, "name") ?? ""}`.trim(), idOf(contact, "phone_number")];
  return contact === undefined ? "" : lines.filter((line) => line !== undefined).join("\n");
}

function linkWords(text: string, address: string): string {
  return text === "" || text.includes(address) ? text || address : `${text}\n${address}`;
}
