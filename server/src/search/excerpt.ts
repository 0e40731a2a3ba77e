import { findNeedles, type MarkedText, type Needle } from "@guichet/contract";

/** Characters of an excerpt, and how many of them stand before what was found. */
const LENGTH = 240;
const BEFORE = 60;
/** So far into a long text it is looked for; what is further down shows the beginning instead. */
const MOST_TOKENS = 4000;

/** The part of a text where it was found, in pieces: plain text, whatever is in it. */
export function makeExcerpt(text: string, needles: readonly Needle[]): MarkedText {
  const found = findNeedles(text, needles, MOST_TOKENS);
  const first = found[0]?.from ?? 0;
  const start = first <= BEFORE * 2 ? 0 : wordStart(text, first - BEFORE);
  const end = wholeEnd(text, Math.min(text.length, start + LENGTH));
  const pieces: { text: string; found: boolean }[] = [];
  let at = start;
  for (const { from, to } of found) {
    if (from >= end) break;
    if (from > at) pieces.push({ text: text.slice(at, from), found: false });
    pieces.push({ text: text.slice(from, Math.min(to, end)), found: true });
    at = Math.min(to, end);
  }
  if (at < end) pieces.push({ text: text.slice(at, end), found: false });
  return tidy(pieces, start > 0, end < text.length);
}

/** Spaces of all kinds as one; dots where something is left out. */
function tidy(pieces: { text: string; found: boolean }[], cutBefore: boolean, cutAfter: boolean): MarkedText {
  const tidied = pieces.map((piece) => ({ ...piece, text: piece.text.replaceAll(/\s+/gu, " ") }));
  const all = [
    ...(cutBefore ? [{ text: "… ", found: false }] : []),
    ...tidied,
    ...(cutAfter ? [{ text: " …", found: false }] : []),
  ];
  return all.filter((piece) => piece.text !== "");
}

/** Behind the next space, if one is near; never within a character. */
function wordStart(text: string, at: number): number {
  const space = text.slice(at, at + 20).search(/\s/u);
  return space === -1 ? wholeEnd(text, at) : at + space + 1;
}

function wholeEnd(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
