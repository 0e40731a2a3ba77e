import { PLATFORMS, type Platform } from "@guichet/contract";
import type { OutboundFile, OutboundMessage } from "../../connector.ts";
import { splitText } from "../../split-text.ts";

export type FileKind = "image" | "video" | "audio" | "file";
export type Step =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "file"; readonly file: OutboundFile; readonly kind: FileKind };

const IMAGES = new Set(["image/jpeg", "image/png", "image/gif"]);
/** Messenger and Instagram show pictures up to this size as such. */
const IMAGE_MAX_BYTES = 8 * 1024 * 1024;

/**
 * A private message as the calls that bring it: a text or one file in each. Files come first, so that the text is the last
 * thing the contact reads. The same message always gives the same calls: what was sent of it is counted by them.
 */
export function planSends({ text, files }: Pick<OutboundMessage, "text" | "files">, platform: Platform): Step[] {
  const { max, unit, pieceMax = max } = PLATFORMS[platform].text;
  return [
    ...files.map((file) => ({ type: "file", file, kind: kindOf(file) }) as const),
    ...splitText(text, pieceMax, unit).map((piece) => ({ type: "text", text: piece }) as const),
  ];
}

export function kindOf({ type, size }: Pick<OutboundFile, "type" | "size">): FileKind {
  const plain = type.toLowerCase().split(";")[0]?.trim() ?? "";
  if (IMAGES.has(plain)) return size > IMAGE_MAX_BYTES ? "file" : "image";
  if (plain.startsWith("video/")) return "video";
  return plain.startsWith("audio/") ? "audio" : "file";
}
