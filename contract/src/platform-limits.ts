import type { PlatformCapabilities } from "./platform-capabilities.ts";
import { PLATFORMS, type Platform } from "./platforms.ts";
import { weighText } from "./weighted-text.ts";

/** Which files an answer may carry, where everybody reads it or in private. */
export function attachmentLimitsOf(
  platform: Platform,
  visibility: "public" | "private",
): PlatformCapabilities["attachments"] {
  const { attachments, publicAttachments = attachments } = PLATFORMS[platform];
  return visibility === "public" ? publicAttachments : attachments;
}

/**
 * How long a text may be, where everybody reads it or in private. `once`: it has to leave as a single message, so that nothing
 * can leave in pieces.
 */
export function textLimitOf(
  platform: Platform,
  {
    visibility = "private",
    once = false,
  }: { readonly visibility?: "public" | "private" | undefined; readonly once?: boolean | undefined } = {},
): PlatformCapabilities["text"] {
  const { text: inPrivate, publicText = inPrivate } = PLATFORMS[platform];
  const text = visibility === "public" ? publicText : inPrivate;
  return once ? { ...text, max: text.pieceMax ?? text.max } : text;
}

/** Length of a text in the platform's own unit. Characters are what a reader counts (grapheme clusters). */
export function textLength(text: string, unit: PlatformCapabilities["text"]["unit"]): number {
  switch (unit) {
    case "utf16":
      return text.length;
    case "bytes":
      return new TextEncoder().encode(text).length;
    case "weighted":
      return weighText(text);
    case "characters": {
      let count = 0;
      for (const _ of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)) count += 1;
      return count;
    }
  }
}
