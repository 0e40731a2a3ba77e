import type { PlatformCapabilities } from "./platform-capabilities.ts";
import { textLength } from "./platform-limits.ts";

type TextLimit = PlatformCapabilities["text"];
export type AttachmentLimits = PlatformCapabilities["attachments"];

const MB = 1024 * 1024;

/** Internal comments never leave the house: only our own limits hold for them. */
export const COMMENT_ATTACHMENTS: AttachmentLimits = { perMessage: 20, maxBytes: 25 * MB, types: ["*/*"] };

/** What is known of a file before it is sent. Size in bytes. */
export type FileFacts = { readonly size: number; readonly type: string };

/** Why a file does not go with a message, with the limit that it breaks. */
export type FileProblem =
  | { readonly type: "none_allowed" }
  | { readonly type: "empty" }
  | { readonly type: "type"; readonly types: readonly string[] }
  | { readonly type: "too_large"; readonly maxBytes: number }
  | { readonly type: "too_many"; readonly max: number }
  /** It, or what is there already, goes with no other file. */
  | { readonly type: "alone" }
  | { readonly type: "too_large_together"; readonly maxBytes: number };

/** What a platform has against one file more, after those that are there already; null: nothing. */
export function fileProblem(
  limits: AttachmentLimits,
  already: readonly FileFacts[],
  file: FileFacts,
): FileProblem | null {
  if (limits.perMessage === 0) return { type: "none_allowed" };
  if (file.size === 0) return { type: "empty" };
  if (!limits.types.some((type) => typeFits(type, file.type))) return { type: "type", types: limits.types };
  const maxBytes = maxBytesOf(limits, file.type);
  if (file.size > maxBytes) return { type: "too_large", maxBytes };
  if (already.length >= limits.perMessage) return { type: "too_many", max: limits.perMessage };
  const isAlone = (type: string) => limits.alone?.some((one) => typeFits(one, type)) ?? false;
  if (already.length > 0 && [file, ...already].some((one) => isAlone(one.type))) return { type: "alone" };
  const together = already.reduce((sum, one) => sum + one.size, file.size);
  if (limits.totalBytes !== undefined && together > limits.totalBytes)
    return { type: "too_large_together", maxBytes: limits.totalBytes };
  return null;
}

/** The same for each file of a message, in its order: a later one has those before it to reckon with. */
export function fileProblems(limits: AttachmentLimits, files: readonly FileFacts[]): (FileProblem | null)[] {
  const taken: FileFacts[] = [];
  return files.map((file) => {
    const problem = fileProblem(limits, taken, file);
    if (problem === null) taken.push(file);
    return problem;
  });
}

/** The largest file of a type in bytes: the most exact word of the platform counts. */
function maxBytesOf(limits: AttachmentLimits, type: string): number {
  const { maxBytesByType = {} } = limits;
  const family = `${type.split("/")[0]}/*`;
  return maxBytesByType[type] ?? maxBytesByType[family] ?? limits.maxBytes;
}

function typeFits(allowed: string, type: string): boolean {
  return allowed === "*/*" || allowed === type || (allowed.endsWith("/*") && type.startsWith(allowed.slice(0, -1)));
}

export type TextRoom = {
  /** In the platform's own unit. Near the limit exact, far from it an estimate that is never too high. */
  readonly used: number;
  readonly max: number;
  /** Negative: too long. */
  readonly left: number;
};

/** How much room a text leaves. Fast on long texts, for it is asked with every key. */
export function textRoom({ max, unit }: Pick<TextLimit, "max" | "unit">, text: string): TextRoom {
  // Weights are not bound to code units.
  if (unit === "weighted") return roomOf(textLength(text, unit), max);
  // A character has at least one code unit, and a code unit at most three bytes: far below the limit nothing needs counting.
  const atMost = unit === "bytes" ? text.length * 3 : text.length;
  const used = atMost < max * 0.8 ? Math.floor(unit === "bytes" ? text.length : atMost) : textLength(text, unit);
  return roomOf(used, max);
}

function roomOf(used: number, max: number): TextRoom {
  return { used, max, left: max - used };
}

/** What stands behind an agent's words: ` ^KW` (W28). Nothing behind nothing, and not twice where it was typed by hand. */
export function withShortCode(text: string, shortCode: string | null): string {
  const mark = shortCodeMark(shortCode);
  if (mark === "" || text.trim() === "" || text.trimEnd().endsWith(mark.trimStart())) return text;
  return text.trimEnd() + mark;
}

/** The words of the author alone. `mark`: what was put behind them, null for nothing. */
export function withoutMark(text: string, mark: string | null): string {
  return mark !== null && mark !== "" && text.endsWith(mark) ? text.slice(0, -mark.length) : text;
}

/** As it is shown and sent, with the space before it; empty without a short code. */
export function shortCodeMark(shortCode: string | null): string {
  const code = (shortCode ?? "").trim().replace(/^\^+/, "");
  return code === "" ? "" : ` ^${code}`;
}
