/** How many bytes of the beginning are enough to tell. */
export const sniffBytes = 64 * 1024;

export type FileType = {
  /** What the content is, for people and for platforms we send it to. Never taken from a name or from what a sender says. */
  mime: string;
  /** Whether a browser may show it in place. Everything else is a download without a type. */
  inline: boolean;
};

/** What browsers show without running anything in it. PDF, SVG and HTML are not among them. */
const shownInline = new Set([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "video/mp4",
  "video/webm",
  "video/ogg",
  "audio/mpeg",
  "audio/mp4",
  "audio/ogg",
  "audio/wav",
]);

/** The library's names for what browsers know under another. */
const sameAs = new Map([
  ["image/apng", "image/png"],
  ["audio/x-m4a", "audio/mp4"],
  ["video/x-m4v", "video/mp4"],
  ["audio/opus", "audio/ogg"],
  ["audio/vnd.wave", "audio/wav"],
  ["audio/wave", "audio/wav"],
  ["application/ogg", "audio/ogg"],
]);

/** Tells the type from the beginning of the content; `text/plain` for readable text of any kind, else `application/octet-stream`. */
export async function sniffType(beginning: Uint8Array): Promise<FileType> {
  const detected = await detect(beginning);
  const mime = sameAs.get(detected) ?? detected;
  return { mime, inline: shownInline.has(mime) };
}

async function detect(beginning: Uint8Array): Promise<string> {
  try {
    // Read with the first file, not at start.
    const { fileTypeFromBuffer } = await import("file-type");
    const found = await fileTypeFromBuffer(beginning);
    if (found !== undefined) return found.mime.split(";")[0] ?? found.mime;
  } catch {
    // Content made to break the detector is content of no known type.
    return "application/octet-stream";
  }
  return isText(beginning) ? "text/plain" : "application/octet-stream";
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || bytes.includes(0)) return false;
  try {
    // The beginning may end inside a character; `stream` lets that pass.
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
