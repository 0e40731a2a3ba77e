import { PLATFORMS } from "@guichet/contract";
import type { OutboundFile } from "../../connector.ts";
import { splitText } from "../../split-text.ts";

/** How a file is uploaded, and shown at the contact. */
export type FileKind = "image" | "voice" | "video";
export type Step =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "file"; readonly kind: FileKind; readonly file: OutboundFile }
  /** A card that leads to our address of the file. */
  | { readonly type: "link"; readonly file: OutboundFile };

const MB = 1024 * 1024;
/** "Upload temporary media": what WeChat shows by itself, up to so many bytes. */
const MOST_BYTES: Readonly<Record<FileKind, number>> = { image: 10 * MB, voice: 2 * MB, video: 10 * MB };
const KIND_OF_TYPE: Readonly<Record<string, FileKind>> = {
  "image/jpeg": "image",
  "image/png": "image",
  "image/gif": "image",
  "audio/amr": "voice",
  "audio/mpeg": "voice",
  "video/mp4": "video",
};

const ENDINGS: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "audio/amr": "amr",
  "audio/mpeg": "mp3",
  "video/mp4": "mp4",
};

/** Of the name of such a file. */
export function endingOf(type: string): string {
  return ENDINGS[bareType(type)] ?? "bin";
}

/**
 * One message as the calls that bring it, in order, each of them one message at the contact: the text in pieces, then the files.
 * The same message always gives the same calls.
 */
export function planSends({ text, files }: { text: string; files: readonly OutboundFile[] }): Step[] {
  const { max, unit, pieceMax = max } = PLATFORMS.wechat.text;
  return [
    ...splitText(text, pieceMax, unit).map((piece) => ({ type: "text", text: piece.toWellFormed() }) as const),
    ...files.map(toStep),
  ];
}

function toStep(file: OutboundFile): Step {
  const type = bareType(file.type);
  const kind = Object.hasOwn(KIND_OF_TYPE, type) ? KIND_OF_TYPE[type] : undefined;
  return kind === undefined || file.size > MOST_BYTES[kind] ? { type: "link", file } : { type: "file", kind, file };
}

/** `audio/mpeg; rate=1` → `audio/mpeg` */
function bareType(type: string): string {
  return type.toLowerCase().split(";")[0]?.trim() ?? "";
}
