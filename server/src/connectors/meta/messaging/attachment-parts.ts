import { cleanText } from "../../../lib/clean-text.ts";
import type { MediaRef } from "../../connector.ts";
import { arrayOf, type Json, listOf, memberOf, rawOf, recordOf, textOf } from "../../read-json.ts";
import { isWebAddress, mediaOfUrl } from "../web-media.ts";

const MOST = 30;
/** Where a path alone leads: so a shared reel may come. */
const FACEBOOK = "https://www.facebook.com";

/** Attachments of a message: `{type, payload?, title?, url?}`; a payload may be null or a bare address. */
export function attachmentsIn(message: Json): Json[] {
  return arrayOf(message, "attachments")
    .slice(0, MOST)
    .map((one) => recordOf(one))
    .filter((one) => one !== undefined);
}

export function urlOf(attachment: Json): string | undefined {
  const payload = rawOf(attachment, "payload");
  const bare = typeof payload === "string" ? cleanText(payload) : undefined;
  const written = textOf(memberOf(attachment, "payload"), "url") ?? textOf(attachment, "url") ?? bare;
  const url = written !== undefined && /^\/\w/.test(written) ? `${FACEBOOK}${written}` : written;
  return url !== undefined && isWebAddress(url) ? url : undefined;
}

const FILES: Readonly<Record<string, MediaRef["kind"]>> = {
  image: "image",
  video: "video",
  audio: "audio",
  file: "file",
};

/** Undefined: it is none, or it lies nowhere. */
export function fileOf(attachment: Json): MediaRef | undefined {
  const type = textOf(attachment, "type") ?? "";
  const url = urlOf(attachment);
  const kind = Object.hasOwn(FILES, type) ? FILES[type] : undefined;
  return kind === undefined || url === undefined ? undefined : mediaOfUrl(kind, url, textOf(attachment, "name"));
}

/** Title and address of what is shared, as far as the text beside it does not say them already. */
export function sharedWords(attachment: Json, text: string): string[] {
  const title = textOf(attachment, "title") ?? textOf(memberOf(attachment, "payload"), "title");
  return [title, urlOf(attachment)].filter((part) => part !== undefined).filter((part) => !text.includes(part));
}

/**
 * A template that another app sent, or a product that a contact asks about: its text, or the titles of its cards, and what
 * stands on its buttons. The cards lie in it, or below the name of its kind.
 */
export function templateWords(attachment: Json): string[] {
  const payload = memberOf(attachment, "payload");
  const holders = [payload, memberOf(payload, "generic"), memberOf(payload, "product")];
  const cards = [payload, ...holders.flatMap((holder) => listOf(holder, "elements")).slice(0, 10)];
  const lines = cards.flatMap((card) => [textOf(card, "text"), textOf(card, "title"), textOf(card, "subtitle")]);
  const buttons = cards.flatMap((card) => listOf(card, "buttons").map((button) => textOf(button, "title")));
  const said = [textOf(attachment, "title"), ...lines].filter((line) => line !== undefined);
  const shown = buttons.filter((title) => title !== undefined).map((title) => `[${title}]`);
  const all = [...new Set([...said, ...shown])];
  return all.length === 0 ? ["📎"] : [all.join("\n")];
}
