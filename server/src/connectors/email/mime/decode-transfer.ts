const pieceSize = 3 * 256 * 1024;

/**
 * The content of a part without its transfer encoding, piece by piece, so that a large attachment is never in memory twice.
 * An encoding nobody knows is taken as none; damage is passed over.
 */
export function* decodeTransfer(raw: Buffer, encoding: string): Generator<Buffer, void, void> {
  switch (encoding.trim().toLowerCase()) {
    case "base64":
      yield* decodeBase64(raw);
      return;
    case "quoted-printable":
      yield decodeQuotedPrintable(raw);
      return;
    case "x-uuencode":
    case "uuencode":
    case "x-uue":
      yield decodeUu(raw);
      return;
    default:
      for (let at = 0; at < raw.length; at += pieceSize) yield raw.subarray(at, at + pieceSize);
  }
}

/** Padding in the middle ends one run and begins another: some gateways join encoded blocks. */
function* decodeBase64(raw: Buffer): Generator<Buffer, void, void> {
  let carry = "";
  for (let at = 0; at < raw.length; at += pieceSize) {
    const piece = raw.toString("latin1", at, at + pieceSize).replace(/[^A-Za-z0-9+/=]+/g, "");
    const runs = `${carry}${piece}`.split(/=+/);
    const last = runs.pop() ?? "";
    for (const run of runs) yield Buffer.from(run, "base64");
    const usable = last.length - (last.length % 4);
    yield Buffer.from(last.slice(0, usable), "base64");
    carry = last.slice(usable);
  }
  if (carry !== "") yield Buffer.from(carry, "base64");
}

const equals = 0x3d;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** RFC 2045 6.7; an equals sign that introduces nothing stays as it is. */
export function decodeQuotedPrintable(raw: Buffer): Buffer {
  const out = Buffer.alloc(raw.length);
  let to = 0;
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at] ?? 0;
    if (byte !== equals) {
      out[to] = byte;
      to += 1;
      continue;
    }
    const value = hexPair(raw, at + 1);
    const breakEnd = value === undefined ? softBreakEnd(raw, at + 1) : undefined;
    if (breakEnd !== undefined) at = breakEnd - 1;
    else {
      out[to] = value ?? byte;
      to += 1;
      if (value !== undefined) at += 2;
    }
  }
  return out.subarray(0, to);
}

function hexPair(raw: Buffer, at: number): number | undefined {
  const high = hexDigit(raw[at]);
  const low = hexDigit(raw[at + 1]);
  return high === undefined || low === undefined ? undefined : high * 16 + low;
}

function hexDigit(byte = 0): number | undefined {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : undefined;
}

/** Where the text goes on after a soft line break (spaces before the line end allowed); undefined when it is none. */
function softBreakEnd(raw: Buffer, start: number): number | undefined {
  let at = start;
  while (raw[at] === 0x20 || raw[at] === 0x09) at += 1;
  if (raw[at] === carriageReturn) at += 1;
  if (raw[at] === lineFeed) return at + 1;
  return at >= raw.length || raw[at - 1] === carriageReturn ? at : undefined;
}

function decodeUu(raw: Buffer): Buffer {
  const lines = raw.toString("latin1").split(/\r?\n/);
  const begin = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line));
  const pieces: Buffer[] = [];
  for (const line of lines.slice(begin + 1)) {
    const length = (line.charCodeAt(0) - 32) & 63;
    if (line === "end" || line === "") break;
    pieces.push(decodeUuLine(line.slice(1)).subarray(0, length));
  }
  return Buffer.concat(pieces);
}

function decodeUuLine(line: string): Buffer {
  const out = Buffer.alloc(Math.ceil(line.length / 4) * 3);
  for (let at = 0, to = 0; at < line.length; at += 4, to += 3) {
    const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((offset) => (line.charCodeAt(at + offset) - 32) & 63);
    out[to] = (a << 2) | (b >> 4);
    out[to + 1] = ((b & 15) << 4) | (c >> 2);
    out[to + 2] = ((c & 3) << 6) | d;
  }
  return out;
}
