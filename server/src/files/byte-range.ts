import type { ByteRange } from "./file-store.ts";

/**
 * Reads a `Range` header (RFC 9110 14.1.2) for a file of the given size. Undefined means the whole file, also for what we
 * do not understand or do not serve (several ranges); `unsatisfiable` is answered with 416.
 */
export function parseByteRange(header: string | undefined, size: number): ByteRange | "unsatisfiable" | undefined {
  const found = /^bytes=(?<first>\d{0,15})-(?<last>\d{0,15})$/.exec(header?.trim() ?? "")?.groups;
  if (found === undefined || (found.first === "" && found.last === "")) return undefined;
  if (found.first !== "" && found.last !== "" && Number(found.first) > Number(found.last)) return undefined;
  const range = found.first === "" ? lastBytes(Number(found.last), size) : between(found, size);
  return range.start < size ? range : "unsatisfiable";
}

function lastBytes(count: number, size: number): ByteRange {
  return count === 0 ? { start: size, end: size } : { start: Math.max(0, size - count), end: size - 1 };
}

function between({ first, last }: Record<string, string | undefined>, size: number): ByteRange {
  return { start: Number(first), end: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
}
