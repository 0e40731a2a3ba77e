import { readImageSize, sniffType } from "../../files/index.ts";
import type { SendError } from "../connector.ts";

/** Networks give faces of some hundred pixels; nothing larger is a face. */
export const PHOTO_MOST_BYTES = 2 * 1024 * 1024;
const MOST_PIXELS_A_SIDE = 4096;
const SHOWN = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);

/**
 * Undefined: it may be shown. What it is its content says alone: a drawing that can run scripts (SVG), a page, or what unpacks to
 * gigabytes in everybody's browser is none, whatever it is called.
 */
export async function judgePhoto(content: Buffer): Promise<SendError | undefined> {
  if (content.length > PHOTO_MOST_BYTES) return noPhoto("too_large");
  const { mime } = await sniffType(content);
  if (!SHOWN.has(mime)) return noPhoto("not_a_picture");
  const size = readImageSize(content, mime);
  if (size === undefined || size.width === 0 || size.height === 0) return noPhoto("not_a_picture");
  return Math.max(size.width, size.height) > MOST_PIXELS_A_SIDE ? noPhoto("too_large") : undefined;
}

export function noPhoto(code: "too_large" | "not_a_picture" | "no_address" | "gone"): SendError {
  return { kind: "invalid_content", code, message: code.replaceAll("_", " ") };
}
