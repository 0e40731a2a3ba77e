import { PLATFORMS, type ViberSettings } from "@guichet/contract";
import type { OutboundFile } from "../connector.ts";
import { splitText } from "../split-text.ts";

/** One call: what the message is, without whom it is for. */
export type Step = { readonly type: "text" | "picture" | "video" | "file" } & Readonly<Record<string, string | number>>;

const MB = 1024 * 1024;
/** REST bot API: a caption has at most so many characters, a picture and a film so many bytes. */
const CAPTION_MAX = 512;
const PICTURE_MAX = MB;
const VIDEO_MAX = 26 * MB;
const NAME_MAX = 256;
const SENDER_MAX = 28;

/**
 * One message as the calls that bring it, in order, each of them one message at the contact. A short text is the caption of a
 * picture that comes first; else it goes before the files, in pieces. The same message always gives the same calls.
 */
export function planSends({ text, files }: { text: string; files: readonly OutboundFile[] }): Step[] {
  const { max, unit, pieceMax = max } = PLATFORMS.viber.text;
  const steps = files.map(toStep);
  const [first] = steps;
  const takesCaption = first !== undefined && first.type === "picture" && text.length <= CAPTION_MAX;
  if (takesCaption && text !== "") return [{ ...first, text }, ...steps.slice(1)];
  return [...splitText(text, pieceMax, unit).map((piece) => ({ type: "text", text: piece }) as const), ...steps];
}

/** A picture is a JPEG, and its text is never left out. */
function toStep({ name, type, size, lastingUrl: media }: OutboundFile): Step {
  const kind = type.toLowerCase().split(";")[0]?.trim();
  if (kind === "image/jpeg" && size <= PICTURE_MAX) return { type: "picture", text: "", media };
  if (kind === "video/mp4" && size <= VIDEO_MAX) return { type: "video", media, size };
  return { type: "file", media, size, file_name: fitName(name) };
}

/** The ending says what it is, so it stays. */
function fitName(name: string): string {
  const ending = /\.[^.]{1,16}$/.exec(name)?.[0] ?? "";
  return `${name.slice(0, Math.min(name.length - ending.length, NAME_MAX - ending.length))}${ending}`.toWellFormed();
}

/** Who stands above the message. */
export function senderOf({ senderName, bot }: ViberSettings): { readonly name: string } {
  return { name: (senderName || bot?.name || "Support").slice(0, SENDER_MAX).toWellFormed() };
}
