import { PLATFORMS } from "@guichet/contract";
import type { OutboundFile } from "../connector.ts";
import { splitText } from "../split-text.ts";

/** How a file travels (Cloud API, "Supported media types"): decides how it is shown at the contact. */
export type FileKind = "image" | "video" | "audio" | "document";
export type Step =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "file"; readonly file: OutboundFile; readonly kind: FileKind; readonly caption: string };

const MB = 1024 * 1024;
/** A caption has at most so many characters; sounds have none. */
const CAPTION_MAX = 1024;
const KIND_OF_TYPE: Readonly<Record<string, FileKind>> = {
  "image/jpeg": "image",
  "image/png": "image",
  "video/mp4": "video",
  "video/3gpp": "video",
  "audio/aac": "audio",
  "audio/amr": "audio",
  "audio/mpeg": "audio",
  "audio/mp4": "audio",
  "audio/ogg": "audio",
};
const MOST_BYTES: Readonly<Record<FileKind, number>> = {
  image: 5 * MB,
  video: 16 * MB,
  audio: 16 * MB,
  document: 100 * MB,
};

/**
 * One message as the calls that bring it, in order, each of them one message at the contact. A short text is the caption of the
 * first file that can have one, when that comes first; a longer one goes before, in pieces. What is too large as a picture or
 * film travels as a document. The same message always gives the same calls: what was sent of it is counted by them.
 */
export function planSends({ text, files }: { text: string; files: readonly OutboundFile[] }): Step[] {
  const { max, unit, pieceMax = max } = PLATFORMS.whatsapp.text;
  const kinded = files.map((file) => ({ file, kind: kindOf(file) }));
  const isCaption = text.length <= CAPTION_MAX && kinded[0] !== undefined && kinded[0].kind !== "audio";
  const pieces = isCaption ? [] : splitText(text, pieceMax, unit);
  return [
    ...pieces.map((piece) => ({ type: "text", text: piece }) as const),
    ...kinded.map((one, index) => ({ type: "file", ...one, caption: isCaption && index === 0 ? text : "" }) as const),
  ];
}

function kindOf({ type, size }: OutboundFile): FileKind {
  const kind = KIND_OF_TYPE[type.toLowerCase().split(";")[0]?.trim() ?? ""] ?? "document";
  return size > MOST_BYTES[kind] ? "document" : kind;
}
