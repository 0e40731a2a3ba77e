import { cleanText } from "../../lib/clean-text.ts";
import { type Json, numberOf, rawOf, textOf } from "../read-json.ts";

/** Where a point of the map is shown to whoever follows the link; the network brings only its numbers. */
const MAP = "https://www.openstreetmap.org/";
/** Of a sticker's words; LINE knows up to fifteen. */
const MOST_WORDS = 3;

/** What a message says, as text that needs no language: its text, or a sign and the facts where it is a place or a sticker. */
export function wordsOf(message: Json): string {
  switch (textOf(message, "type")) {
    case "text":
      return textOf(message, "text") ?? "";
    case "location":
      return placeWords(message);
    case "sticker":
      return stickerWords(message);
    default:
      return "";
  }
}

function placeWords(message: Json): string {
  const named = [textOf(message, "title"), textOf(message, "address")].filter((part) => part !== undefined).join(", ");
  const [latitude, longitude] = [numberOf(message, "latitude"), numberOf(message, "longitude")];
  const isPoint = latitude !== undefined && longitude !== undefined;
  const where = isPoint ? `${latitude}, ${longitude}` : "";
  const link = isPoint ? `\n${MAP}?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}` : "";
  return `📍 ${named === "" ? where : named}${link}`.trim();
}

/** What is written on it, or else what it shows, in LINE's words. */
function stickerWords(message: Json): string {
  const keywords = rawOf(message, "keywords");
  const shown = (Array.isArray(keywords) ? keywords : [])
    .filter((word: unknown) => typeof word === "string" && word !== "")
    .slice(0, MOST_WORDS)
    .map((word: string) => cleanText(word));
  return `🏷️ ${textOf(message, "text") ?? shown.join(", ")}`.trim();
}
