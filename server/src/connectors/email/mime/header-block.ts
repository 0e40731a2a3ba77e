import { cleanText } from "../../../lib/clean-text.ts";
import { decodeCharset } from "./decode-charset.ts";

export type HeaderLine = {
  /** Lower case. */
  readonly name: string;
  /** Unfolded; encoded words still encoded. */
  readonly value: string;
};

export type MailHeaders = readonly HeaderLine[];

/** The topmost header of this name, trimmed. */
export function firstHeader(headers: MailHeaders, name: string): string | undefined {
  return headers.find((line) => line.name === name)?.value.trim();
}

export function allHeaders(headers: MailHeaders, name: string): string[] {
  return headers.filter((line) => line.name === name).map((line) => line.value.trim());
}

export type HeaderBlock = { readonly headers: MailHeaders; readonly bodyStart: number };

/** A header of 1 MB is read past; this much of it is kept. */
const limits = { lines: 3_000, valueBytes: 64 * 1024, totalBytes: 512 * 1024 };

const lineFeed = 0x0a;
/** RFC 5322 2.2, with the space before the colon that old mailers write. */
const fieldStart = /^([!-9;-~]{1,200})[ \t]*:/;

/**
 * Reads the header lines from `start` on. A line that is no header ends the block and belongs to the body: mails without an
 * empty line, or without any header, keep all their text.
 */
export function readHeaderBlock(bytes: Buffer, start: number): HeaderBlock {
  const lines: HeaderLine[] = [];
  let kept = 0;
  let at = skipMboxLine(bytes, start);
  while (at < bytes.length) {
    const next = endOfLine(bytes, at);
    if (isEmptyLine(bytes, at, next)) return { headers: lines, bodyStart: next };
    const name = fieldStart.exec(bytes.toString("latin1", at, Math.min(next, at + 210)))?.[1];
    if (name === undefined) break;
    const end = endOfFolded(bytes, next);
    if (lines.length < limits.lines && kept < limits.totalBytes) {
      const value = readValue(bytes, bytes.indexOf(0x3a, at) + 1, end);
      lines.push({ name: name.toLowerCase(), value });
      kept += value.length;
    }
    at = end;
  }
  return { headers: lines, bodyStart: Math.min(at, bytes.length) };
}

/** The `From ` line of a mailbox file, or the `>From ` some relays leave. */
function skipMboxLine(bytes: Buffer, start: number): number {
  return /^>?From \S/.test(bytes.toString("latin1", start, start + 8)) ? endOfLine(bytes, start) : start;
}

/** Just behind the line feed. */
function endOfLine(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(lineFeed, at);
  return end === -1 ? bytes.length : end + 1;
}

function isEmptyLine(bytes: Buffer, at: number, next: number): boolean {
  return bytes[at] === lineFeed || (next - at === 2 && bytes[at] === 0x0d && bytes[at + 1] === lineFeed);
}

function endOfFolded(bytes: Buffer, next: number): number {
  let end = next;
  while (end < bytes.length && (bytes[end] === 0x20 || bytes[end] === 0x09)) {
    const after = endOfLine(bytes, end);
    // A line of nothing but spaces is meant as the empty one by the few mailers that write it.
    if (bytes.toString("latin1", end, Math.min(after, end + 200)).trim() === "" && after - end < 200) break;
    end = after;
  }
  return end;
}

function readValue(bytes: Buffer, from: number, end: number): string {
  const value = decodeCharset(bytes.subarray(from, Math.min(end, from + limits.valueBytes)));
  return cleanText(value.replace(/\r?\n[ \t]/g, " ").replace(/[\r\n]+/g, " "));
}
