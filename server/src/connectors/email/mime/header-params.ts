import { decodeCharset } from "./decode-charset.ts";
import { decodeWords } from "./decode-words.ts";

export type HeaderWithParams = {
  /** Lower case, without comments. */
  readonly value: string;
  /** Names in lower case. */
  readonly params: ReadonlyMap<string, string>;
};

const maxLength = 20_000;

/** Content-Type and Content-Disposition: the value and its parameters, RFC 2231 continuations and charsets included. */
export function readParams(header = ""): HeaderWithParams {
  const [first = "", ...rest] = splitParams(header.slice(0, maxLength));
  const raw = new Map<string, string>();
  for (const piece of rest) {
    const equals = piece.indexOf("=");
    const name = piece.slice(0, equals).trim().toLowerCase();
    if (equals > 0 && !raw.has(name)) raw.set(name, unquote(piece.slice(equals + 1).trim()));
  }
  return { value: first.trim().toLowerCase(), params: joinContinuations(raw) };
}

/** Splits at semicolons outside quotes; comments in brackets are dropped. */
function splitParams(header: string): string[] {
  const pieces = [""];
  let isQuoted = false;
  let depth = 0;
  for (let at = 0; at < header.length; at += 1) {
    const char = header[at] ?? "";
    const isEscape = char === "\\" && isQuoted;
    if (char === '"' && depth === 0) isQuoted = !isQuoted;
    if (char === "(" && !isQuoted) depth += 1;
    else if (char === ")" && !isQuoted && depth > 0) depth -= 1;
    else if (char === ";" && !isQuoted && depth === 0) pieces.push("");
    else if (depth === 0) pieces.push(`${pieces.pop() ?? ""}${isEscape ? header.slice(at, at + 2) : char}`);
    if (isEscape) at += 1;
  }
  return pieces;
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  return value
    .slice(1)
    .replace(/"[^"]*$/, "")
    .replace(/\\(.)/g, "$1");
}

/** `name*0*=utf-8''a%20; name*1="b"`: RFC 2231. The plain form, often with encoded words inside, is what is left. */
function joinContinuations(raw: ReadonlyMap<string, string>): Map<string, string> {
  const params = new Map<string, string>();
  const segmented = new Map<string, Segment[]>();
  for (const [key, value] of raw) {
    const found = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(key);
    const name = found?.[1] ?? key;
    if (found?.[2] === undefined && found?.[3] === undefined) params.set(name, decodeWords(value));
    else
      segmented.set(name, [
        ...(segmented.get(name) ?? []),
        { order: Number(found[2] ?? 0), isEncoded: found[3] === "*", value },
      ]);
  }
  for (const [name, segments] of segmented) params.set(name, joinSegments(segments));
  return params;
}

type Segment = { order: number; isEncoded: boolean; value: string };

function joinSegments(segments: readonly Segment[]): string {
  const sorted = [...segments].sort((a, b) => a.order - b.order);
  const charset = /^([^']*)'[^']*'/.exec(sorted[0]?.isEncoded ? sorted[0].value : "");
  const pieces = sorted.map(({ isEncoded, value }, index) => {
    const content = index === 0 && charset !== null ? value.slice(charset[0].length) : value;
    return isEncoded ? percentBytes(content) : Buffer.from(content, "utf8");
  });
  return decodeCharset(Buffer.concat(pieces), charset?.[1]);
}

function percentBytes(text: string): Buffer {
  const bytes = text.replace(/%([0-9a-f]{2})/gi, (_match, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1");
}
