import { normalizeFileName } from "./file-name.ts";
import type { ByteRange } from "./file-store.ts";
import type { FileType } from "./sniff-type.ts";

export type ServedFile = {
  name: string;
  type: FileType;
  /** Of the whole file, in bytes. */
  size: number;
  /** The person asked for a download even where it could be shown. */
  download?: boolean;
  /** Set when only a part is sent (status 206). */
  range?: ByteRange;
  /** The messenger shows files on other people's sites. */
  embeddable?: boolean;
};

/** The headers under which a stored file is sent: shown only when its content allows, and never able to run anything. */
export function fileHeaders(file: ServedFile): Record<string, string> {
  const inline = file.type.inline && !file.download;
  const { start, end } = file.range ?? { start: 0, end: file.size - 1 };
  return {
    "content-type": file.type.inline ? file.type.mime : "application/octet-stream",
    "content-length": String(end - start + 1),
    ...(file.range && { "content-range": `bytes ${start}-${end}/${file.size}` }),
    "accept-ranges": "bytes",
    "content-disposition": contentDisposition(inline ? "inline" : "attachment", file.name),
    "content-security-policy": "default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": file.embeddable ? "cross-origin" : "same-origin",
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-store",
  };
}

/** RFC 6266: a plain name for old programs, the real one in UTF-8 (RFC 5987). Nothing of the name can leave its quotes (S33). */
export function contentDisposition(kind: "inline" | "attachment", name: string): string {
  const safe = normalizeFileName(name);
  const plain = safe.replace(/[^\w .()-]/g, "_");
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeExtended(safe)}`;
}

/** encodeURIComponent leaves a few characters that are not among RFC 5987's attr-char. */
function encodeExtended(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);
}
