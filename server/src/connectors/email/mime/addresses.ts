import { cleanText } from "../../../lib/clean-text.ts";
import { decodeWords } from "./decode-words.ts";

export type MailAddress = { readonly address: string; readonly name: string };

/** Ten thousand recipients are read past; a person sees the first ones. */
const limits = { length: 20_000, count: 100 };

/**
 * The mailboxes of an address header: names decoded, addresses in lower case. Groups are taken apart, comments dropped; what
 * holds no address gives nothing. Never throws.
 */
export function readAddresses(header = "", count = limits.count): MailAddress[] {
  const found: MailAddress[] = [];
  for (const piece of splitAddresses(header.slice(0, limits.length))) {
    const address = readAddress(piece) ?? (piece.includes("=?") ? readAddress(decodeWords(piece)) : undefined);
    if (address !== undefined) found.push(address);
    if (found.length >= count) break;
  }
  return found;
}

/** Splits at commas and semicolons outside quotes, comments and angle brackets; a group's name falls away with its colon. */
function splitAddresses(header: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  let quote = "";
  for (let at = 0; at < header.length; at += 1) {
    const char = header[at] ?? "";
    if (char === "\\") {
      piece += header.slice(at, at + 2);
      at += 1;
      continue;
    }
    quote = nextQuote(quote, char);
    const isBreak = quote === "" && (char === "," || char === ";" || char === ":");
    if (isBreak) {
      if (char !== ":") pieces.push(piece);
      piece = "";
    } else piece += char;
  }
  return [...pieces, piece];
}

/** Which kind of quoting is open. One that is never closed takes the rest into one piece, whose first address counts. */
function nextQuote(open: string, char: string): string {
  if (open === "") return char === '"' || char === "(" || char === "<" ? char : "";
  const closes = { '"': '"', "(": ")", "<": ">" }[open];
  return char === closes ? "" : open;
}

/** A local part may hold nearly anything; white space, brackets and quotes are where our reading must stop. */
const bare = /[^\s<>()"',;:@\\[\]]{1,320}@[^\s<>()"',;:@\\[\]]{1,255}/u;

function readAddress(piece: string): MailAddress | undefined {
  const bracketed = /<([^<>]*)>[^<>]*$/.exec(piece);
  const address = bare.exec(bracketed?.[1] ?? "")?.[0] ?? bare.exec(withoutComments(piece))?.[0];
  if (address === undefined || address.length > 320) return undefined;
  const before = bracketed === null ? "" : piece.slice(0, bracketed.index);
  const comment = /\(([^()]*)\)/.exec(piece)?.[1] ?? "";
  return {
    address: cleanText(decodeWords(address).toLowerCase()),
    name: toName(withoutComments(before)) || toName(comment),
  };
}

/** Between quotes a bracket is a letter like any other: `"Lind, Bea (Lyon)" <bea@…>`. */
function withoutComments(text: string): string {
  let kept = "";
  // Where one quote is never closed, none after it is: what is left holds escaped ones alone.
  let mayQuote = true;
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    const quoted = char === '"' && mayQuote ? endOfQuoted(text, at) : undefined;
    if (char === '"' && quoted === undefined) mayQuote = false;
    const comment = char === "(" ? endOfComment(text, at) : undefined;
    kept += comment === undefined ? text.slice(at, quoted ?? at + 1) : " ";
    at = quoted ?? comment ?? at + 1;
  }
  return kept;
}

/** Behind the quote that closes the one at `start`; undefined: there is none. */
function endOfQuoted(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at += text.charAt(at) === "\\" ? 2 : 1)
    if (text.charAt(at) === '"') return at + 1;
  return undefined;
}

/** Behind the bracket that closes the one at `start`, if no other opens before; undefined: none does. */
function endOfComment(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text.charAt(at) === ")") return at + 1;
    if (text.charAt(at) === "(") return undefined;
  }
  return undefined;
}

function toName(raw: string): string {
  const unquoted = raw
    .trim()
    .replace(/^"(.*)"$/s, "$1")
    .replace(/\\(.)/g, "$1");
  return cleanText(
    decodeWords(unquoted)
      .slice(0, 1000)
      .replace(/\p{Cc}+/gu, " ")
      .replace(/^["']+|["']+$/g, "")
      .trim()
      .slice(0, 300),
  );
}
