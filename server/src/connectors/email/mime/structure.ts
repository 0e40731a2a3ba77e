import { allHeaders, firstHeader, type MailHeaders, readHeaderBlock } from "./header-block.ts";
import { readParams } from "./header-params.ts";

/** One node of a mail. `start` and `end` are the range of its body in the mail's bytes, still encoded. */
export type MailPart = {
  /** Number in the order of the mail; the root is 0. The same bytes always give the same numbers. */
  readonly index: number;
  readonly headers: MailHeaders;
  /** `text/plain` and so on, in lower case. */
  type: string;
  readonly params: ReadonlyMap<string, string>;
  readonly disposition: string;
  readonly fileName: string | undefined;
  readonly contentId: string | undefined;
  readonly encoding: string;
  readonly start: number;
  end: number;
  readonly children: MailPart[];
};

export type MailStructure = {
  readonly bytes: Buffer;
  readonly root: MailPart;
  readonly parts: readonly MailPart[];
  /** There are more parts, or deeper ones, than are looked at. */
  readonly isCut: boolean;
};

const limits = { parts: 1_000, depth: 100, otherDashedLines: 1_000_000 };

/**
 * Finds the parts of a mail in one pass over its bytes: the time grows with the size alone, however the parts are nested.
 * Never throws; whatever is no multipart is one part.
 */
export function readStructure(mail: Uint8Array): MailStructure {
  const bytes = withLineFeeds(Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength));
  const root = readPart(bytes, 0, 0);
  const reading: Reading = { bytes, parts: [root], open: [], levels: new Map(), otherDashedLines: 0, isCut: false };
  openMultipart(reading, root);
  for (let at = root.start; at < bytes.length && reading.open.length > 0; ) at = readNextDelimiter(reading, at);
  for (const part of reading.parts) settleMultipart(part);
  return { bytes, root, parts: reading.parts, isCut: reading.isCut };
}

type OpenMultipart = { readonly delimiter: string; readonly part: MailPart };
type Reading = {
  readonly bytes: Buffer;
  readonly parts: MailPart[];
  /** From the outermost in. */
  readonly open: OpenMultipart[];
  /** Delimiter and closing delimiter → place in `open`; of two equal ones the inner counts. */
  readonly levels: Map<string, number>;
  /** Lines that began with two dashes and were no delimiter. */
  otherDashedLines: number;
  isCut: boolean;
};

/** A mail whose lines end with a bare carriage return has no line feed at all. */
function withLineFeeds(bytes: Buffer): Buffer {
  if (bytes.includes(0x0a) || !bytes.includes(0x0d)) return bytes;
  return Buffer.from(bytes.map((byte) => (byte === 0x0d ? 0x0a : byte)));
}

function readPart(bytes: Buffer, start: number, index: number): MailPart {
  const { headers, bodyStart } = readHeaderBlock(bytes, start);
  const type = readParams(firstHeader(headers, "content-type"));
  const disposition = readParams(firstHeader(headers, "content-disposition"));
  return {
    index,
    headers,
    type: /^[\w.+-]+\/[\w.+-]+$/.test(type.value) ? type.value : "text/plain",
    params: type.params,
    disposition: disposition.value,
    fileName: disposition.params.get("filename") ?? type.params.get("name"),
    contentId: firstHeader(headers, "content-id")?.replace(/^<|>$/g, "").trim() || undefined,
    // A repeated header with two encodings is a trick on filters; the first one counts.
    encoding: allHeaders(headers, "content-transfer-encoding")[0]?.split(/[(;]/, 1)[0]?.trim() ?? "",
    start: bodyStart,
    end: bytes.length,
    children: [],
  };
}

function openMultipart(reading: Reading, part: MailPart): void {
  const boundary = part.params.get("boundary")?.trimEnd() ?? "";
  if (!part.type.startsWith("multipart/") || boundary === "") return;
  if (reading.open.length >= limits.depth) reading.isCut = true;
  else reading.open.push({ delimiter: `--${asLatin(boundary)}`, part });
  noteLevels(reading);
}

/** Lines are compared as Latin-1, one character a byte. */
function asLatin(boundary: string): string {
  return Buffer.from(boundary, "utf8").toString("latin1");
}

function noteLevels({ open, levels }: Reading): void {
  levels.clear();
  for (const [level, { delimiter }] of open.entries()) levels.set(delimiter, level).set(`${delimiter}--`, level);
}

/** Goes to the next line that begins with two dashes, acts on it when it is ours, and returns where to go on. */
function readNextDelimiter(reading: Reading, from: number): number {
  const { bytes, open, levels } = reading;
  const at = nextDashes(bytes, from);
  if (at === -1) return bytes.length;
  const feed = bytes.indexOf(0x0a, at);
  const next = feed === -1 ? bytes.length : feed + 1;
  const line = bytes.toString("latin1", at, Math.min(next, at + 300)).trimEnd();
  const level = levels.get(line) ?? -1;
  const found = open[level];
  if (found === undefined) return passDashedLine(reading, next);
  endParts(reading, level, at);
  if (line === found.delimiter) return openChild(reading, found.part, next);
  found.part.end = at;
  open.pop();
  noteLevels(reading);
  return next;
}

/** Millions of such lines would only serve to keep us busy. */
function passDashedLine(reading: Reading, next: number): number {
  reading.otherDashedLines += 1;
  if (reading.otherDashedLines < limits.otherDashedLines) return next;
  reading.isCut = true;
  return reading.bytes.length;
}

function nextDashes(bytes: Buffer, from: number): number {
  const isLineStart = from === 0 || bytes[from - 1] === 0x0a;
  if (isLineStart && bytes[from] === 0x2d && bytes[from + 1] === 0x2d) return from;
  const found = bytes.indexOf("\n--", from, "latin1");
  return found === -1 ? -1 : found + 1;
}

/** A delimiter ends the part before it and all multiparts inside its own, closed or not; the line break belongs to it. */
function endParts(reading: Reading, level: number, at: number): void {
  const { bytes, open, parts } = reading;
  const breakBytes = bytes[at - 2] === 0x0d ? 2 : 1;
  const last = parts.at(-1);
  for (const { part } of open.splice(level + 1)) part.end = Math.max(part.start, at - breakBytes);
  if (last !== undefined && last.end === bytes.length) last.end = Math.max(last.start, at - breakBytes);
  noteLevels(reading);
}

function openChild(reading: Reading, parent: MailPart, at: number): number {
  if (reading.parts.length >= limits.parts) {
    reading.isCut = true;
    reading.open.length = 0;
    return at;
  }
  const child = readPart(reading.bytes, at, reading.parts.length);
  reading.parts.push(child);
  parent.children.push(child);
  openMultipart(reading, child);
  return child.start;
}

/** A multipart in which no part was found is shown as the text it is. */
function settleMultipart(part: MailPart): void {
  if (part.type.startsWith("multipart/") && part.children.length === 0) part.type = "text/plain";
}
