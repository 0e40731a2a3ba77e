import { decodeCharset } from "./decode-charset.ts";
import { decodeTransfer } from "./decode-transfer.ts";
import type { MailPart } from "./structure.ts";

/** Encoded text beyond this is not read; nobody scrolls through it, and the whole mail is attached. */
const maxTextBytes = 3 * 1024 * 1024;

/** The part's bytes without their transfer encoding, piece by piece. */
export function partBytes(mail: Buffer, part: MailPart): Generator<Buffer, void, void> {
  return decodeTransfer(mail.subarray(part.start, part.end), part.encoding);
}

export type PartText = { readonly text: string; readonly isCut: boolean };

/** The part as text, charset decoded, line ends as `\n`. */
export function partText(mail: Buffer, part: MailPart): PartText {
  const end = Math.min(part.end, part.start + maxTextBytes);
  const bytes = Buffer.concat([...decodeTransfer(mail.subarray(part.start, end), part.encoding)]);
  const charset = part.params.get("charset") ?? (part.type === "text/html" ? metaCharset(bytes) : undefined);
  const decoded = decodeCharset(withoutBrokenEnd(bytes, end < part.end), charset).replace(/\r\n?/g, "\n");
  const isFlowed = part.type === "text/plain" && part.params.get("format")?.toLowerCase() === "flowed";
  const text = isFlowed ? unflow(decoded, part.params.get("delsp")?.toLowerCase() === "yes") : decoded;
  return { text: text.replace(/^\uFEFF/, ""), isCut: end < part.end };
}

/** A cut in the middle of a character would make valid UTF-8 look like something else. */
function withoutBrokenEnd(bytes: Buffer, isCut: boolean): Buffer {
  if (!isCut) return bytes;
  let end = bytes.length;
  while (end > bytes.length - 4 && end > 0 && ((bytes[end - 1] ?? 0) & 0x80) !== 0) end -= 1;
  return bytes.subarray(0, end);
}

function metaCharset(bytes: Buffer): string | undefined {
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})/i.exec(bytes.toString("latin1", 0, 2048))?.[1];
}

/** RFC 3676: a line that ends with a space goes on in the next one of the same quote depth; `-- ` begins the signature. */
function unflow(text: string, deletesSpace: boolean): string {
  const out: string[] = [];
  let openDepth = -1;
  for (const line of text.split("\n")) {
    const depth = /^>*/.exec(line)?.[0].length ?? 0;
    const content = line.slice(depth).replace(/^ /, "");
    const isSignature = content === "-- ";
    const isOpen = content.endsWith(" ") && !isSignature;
    const kept = isOpen && deletesSpace ? content.slice(0, -1) : content;
    const marks = depth > 0 ? `${">".repeat(depth)} ` : "";
    if (openDepth === depth && !isSignature) out.push(`${out.pop() ?? ""}${kept}`);
    else out.push(`${marks}${kept}`);
    openDepth = isOpen ? depth : -1;
  }
  return out.join("\n");
}
