import { cleanText } from "../../../lib/clean-text.ts";
import { type Json, listOf, textOf } from "../../read-json.ts";

const ESCAPES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/**
 * Words as their author wrote them: X shortens every address, puts one of each picture behind the words, and escapes three
 * signs. `media`: what is shown as a file, whose addresses say nothing.
 */
export function wordsOf(text: string, urls: readonly Json[], media: readonly Json[]): string {
  let words = text;
  for (const url of media.map((one) => textOf(one, "url"))) if (url !== undefined) words = words.replaceAll(url, "");
  for (const one of urls) {
    const short = textOf(one, "url");
    const whole = asWritten(one);
    if (short === undefined || whole === undefined || whole.length > 2000) continue;
    // The newer form tells pictures among the addresses.
    words = words.replaceAll(short, textOf(one, "media_key") === undefined ? () => whole : () => "");
  }
  return cleanText(words.replaceAll(/&(amp|lt|gt);/g, (sign) => ESCAPES[sign] ?? sign)).trim();
}

/** Behind what was written without `http` X puts it; what it shows is then the same without. */
function asWritten(url: Json): string | undefined {
  const whole = textOf(url, "expanded_url");
  const shown = textOf(url, "display_url");
  return shown !== undefined && whole === `http://${shown}` ? shown : whole;
}

/** Ids of all who are named. */
export function namedIn(mentions: readonly Json[]): string[] {
  const ids = mentions.map((one) => textOf(one, "id_str") ?? textOf(one, "id"));
  return [...new Set(ids.filter((id) => id !== undefined && isId(id)))] as string[];
}

/** Numbers of 64 bits, which X writes as text as well; they stand in addresses. */
export function isId(id: string): boolean {
  return /^[\w-]{1,40}$/.test(id);
}

/** The addresses among a text's entities. */
export function urlsOf(entities: Json | undefined): Json[] {
  return listOf(entities, "urls");
}
