import { PLATFORMS, type Platform } from "@guichet/contract";

export type FileProblem =
  | { readonly type: "too_large"; readonly maxBytes: number }
  | { readonly type: "too_many"; readonly max: number }
  | { readonly type: "type"; readonly platform: Platform }
  | { readonly type: "none_allowed"; readonly platform: Platform };

/** Internal comments never leave the house: only our own limits hold for them. */
const COMMENT_LIMITS = { perMessage: 20, maxBytes: 25 * 1024 * 1024, types: ["*/*"] as readonly string[] };

/** What the platform has against one file more; checked before anything is uploaded. */
export function checkFile(
  platform: Platform,
  kind: "reply" | "comment",
  already: number,
  file: { readonly size: number; readonly type: string },
): FileProblem | null {
  const limits = kind === "comment" ? COMMENT_LIMITS : PLATFORMS[platform].attachments;
  if (limits.perMessage === 0) return { type: "none_allowed", platform };
  if (already >= limits.perMessage) return { type: "too_many", max: limits.perMessage };
  if (file.size > limits.maxBytes) return { type: "too_large", maxBytes: limits.maxBytes };
  return limits.types.some((type) => typeFits(type, file.type)) ? null : { type: "type", platform };
}

function typeFits(allowed: string, type: string): boolean {
  return allowed === "*/*" || allowed === type || (allowed.endsWith("/*") && type.startsWith(allowed.slice(0, -1)));
}
