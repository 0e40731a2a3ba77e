import { attachmentsIn, fileOf, sharedWords, templateWords, urlOf } from "../../meta/messaging/attachment-parts.ts";
import type { Attached } from "../../meta/messaging/dialect.ts";
import { mediaOfUrl } from "../../meta/web-media.ts";
import { idOf, type Json, memberOf, numberOf, textOf } from "../../read-json.ts";

/** The three sizes of Messenger's thumb. */
const THUMBS = new Set(["369239263222822", "369239343222814", "369239383222810"]);
const MAP = "https://www.openstreetmap.org/";

/**
 * Attachments of a message (`{type, payload?, title?, url?}`; a payload may be null or a bare address). Until late summer
 * 2026 one sticker comes twice, as an image and as a sticker: once it is enough.
 */
export function attachmentsOf(message: Json): Attached {
  const words: string[] = [];
  const media: Attached["media"][number][] = [];
  const text = textOf(message, "text") ?? "";
  const attachments = attachmentsIn(message);
  const stickers = stickersOf(attachments, message);
  for (const attachment of attachments) {
    const sticker = stickers.get(attachment);
    if (sticker !== undefined && attachment !== shownOf(sticker, stickers)) continue;
    const read = sticker === undefined ? readAttachment(attachment, text) : readSticker(sticker, attachment);
    words.push(...read.words);
    media.push(...read.media);
  }
  const alone = idOf(message, "sticker_id");
  if (alone !== undefined && stickers.size === 0 && media.length === 0) words.push(THUMBS.has(alone) ? "👍" : "🏷️");
  return { words, media };
}

/** Which attachments are stickers, with their ids. The id may stand on the message or on one of its two forms alone. */
function stickersOf(attachments: readonly Json[], message: Json): Map<Json, string> {
  const idIn = (one: Json): string | undefined => idOf(memberOf(one, "payload"), "sticker_id");
  const ofType = (type: string): Json[] => attachments.filter((one) => textOf(one, "type") === type);
  const [images, forms] = [ofType("image"), ofType("sticker")];
  const named = idOf(message, "sticker_id") ?? attachments.map(idIn).find((id) => id !== undefined);
  const own = named ?? (forms.length > 0 ? "unnamed" : undefined);
  // Of several images nobody knows which is the sticker's.
  const nameless = images.length === 1 ? [...images, ...forms] : forms;
  const idFor = (one: Json): string | undefined => idIn(one) ?? (nameless.includes(one) ? own : undefined);
  return new Map(
    attachments.flatMap((one) => {
      const id = idFor(one);
      return id === undefined ? [] : [[one, id] as const];
    }),
  );
}

/** The one of a sticker's forms that is shown: the first with a picture. */
function shownOf(sticker: string, stickers: ReadonlyMap<Json, string>): Json | undefined {
  const forms = [...stickers].flatMap(([form, id]) => (id === sticker ? [form] : []));
  return forms.find((form) => urlOf(form) !== undefined) ?? forms[0];
}

function readSticker(id: string, attachment: Json): Attached {
  if (THUMBS.has(id)) return { words: ["👍"], media: [] };
  const url = urlOf(attachment);
  return url === undefined
    ? { words: ["🏷️"], media: [] }
    : { words: [], media: [mediaOfUrl("image", url, "sticker.png")] };
}

/** Their address is a page of the web, not a file. */
const SHARED = new Set(["fallback", "share", "reel", "ig_reel", "post", "ig_post", "story", "product"]);

function readAttachment(attachment: Json, text: string): Attached {
  const type = textOf(attachment, "type") ?? "";
  const file = fileOf(attachment);
  if (file !== undefined) return { words: [], media: [file] };
  if (type === "location") return { words: [placeWords(attachment)], media: [] };
  if (type === "template") return { words: templateWords(attachment), media: [] };
  const words = sharedWords(attachment, text);
  if (words.length > 0) return { words: [`${SHARED.has(type) ? "🔗" : "📎"} ${words.join("\n")}`], media: [] };
  // A link's preview stands under the words that hold the link.
  return { words: text === "" ? ["📎"] : [], media: [] };
}

function placeWords(attachment: Json): string {
  const point = memberOf(memberOf(attachment, "payload"), "coordinates");
  const [latitude, longitude] = [numberOf(point, "lat"), numberOf(point, "long")];
  const title = textOf(attachment, "title");
  const isPoint = latitude !== undefined && longitude !== undefined;
  const where = title ?? (isPoint ? `${latitude}, ${longitude}` : "");
  const link = isPoint ? `\n${MAP}?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}` : "";
  return `📍 ${where}${link}`.trim();
}
