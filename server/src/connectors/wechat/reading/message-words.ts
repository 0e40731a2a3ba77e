import { cleanText } from "../../../lib/clean-text.ts";
import { type Json, numberOf, textOf } from "../../read-json.ts";

/** Where a point of the map is shown to whoever follows the link; WeChat brings only its numbers. */
const MAP = "https://www.openstreetmap.org/";
const KB = 1024;

/** What a message says, as text that needs no language: its own, or a sign and the facts. */
export function wordsOf(type: string, fields: Json): string {
  switch (type) {
    case "text":
      return textOf(fields, "Content") ?? "";
    case "voice":
      return signed("🎙️", textOf(fields, "Recognition"));
    case "location":
      return placeWords(fields);
    case "link":
      return lines(textOf(fields, "Title"), textOf(fields, "Description"), textOf(fields, "Url"));
    case "miniprogrampage":
      return signed("🧩", lines(textOf(fields, "Title"), textOf(fields, "PagePath")));
    case "file":
      return fileWords(fields);
    default:
      return "";
  }
}

/** `Location_X` is the latitude. */
function placeWords(fields: Json): string {
  const [latitude, longitude] = [numberOf(fields, "Location_X"), numberOf(fields, "Location_Y")];
  const label = textOf(fields, "Label")?.trim() ?? "";
  if (latitude === undefined || longitude === undefined) return signed("📍", label);
  const where = label === "" ? `${latitude}, ${longitude}` : label;
  return `📍 ${where}\n${MAP}?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
}

/** WeChat tells of a file and gives nobody its bytes. */
function fileWords(fields: Json): string {
  const size = numberOf(fields, "FileTotalLen");
  const bytes = size === undefined || size <= 0 ? "" : ` (${Math.max(1, Math.round(size / KB))} kB)`;
  const title = textOf(fields, "Title") ?? textOf(fields, "Description") ?? "";
  return title === "" ? "" : `📎 ${title}${bytes}`;
}

function signed(sign: string, words: string | undefined): string {
  return words === undefined || words.trim() === "" ? "" : `${sign} ${words}`;
}

function lines(...all: (string | undefined)[]): string {
  return cleanText(all.filter((line) => line !== undefined && line.trim() !== "").join("\n"));
}
