import { hasDigit, type Masker, maskCharacters, maskText } from "./mask-text.ts";

/** A character as a reader sees it, and where it stands in the source. */
type Piece = { readonly character: string; readonly from: number; readonly to: number };

/** Tags that do not begin a new line: a number may run on through them. */
const INLINE =
  /^<\/?(a|abbr|b|bdi|bdo|big|cite|code|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strong|sub|sup|tt|u|var|wbr)[\s/>]/i;
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,10}));?/y;
const NAMED: Readonly<Record<string, string>> = {
  nbsp: "\u00a0",
  ensp: "\u2002",
  emsp: "\u2003",
  thinsp: "\u2009",
  shy: "\u00ad",
  zwj: "\u200d",
  zwnj: "\u200c",
  ndash: "\u2013",
  mdash: "\u2014",
  minus: "\u2212",
  hyphen: "\u2010",
  dash: "\u2010",
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
};

/**
 * The same for HTML: what is read as one text is looked at as one, through inline tags and entities; then the source itself,
 * for what stands in attributes and comments.
 */
export function maskHtml(masker: Masker, html: string): string {
  if (!hasDigit(html)) return html;
  const pieces = readPieces(html);
  const masked = maskCharacters(
    masker,
    pieces.map((piece) => piece.character),
  );
  return maskText(masker, masked === undefined ? html : putBack(html, pieces, masked));
}

function putBack(html: string, pieces: readonly Piece[], masked: readonly string[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const [place, piece] of pieces.entries()) {
    if (masked[place] === piece.character) continue;
    parts.push(html.slice(done, piece.from), masked[place] ?? "");
    done = piece.to;
  }
  return parts.join("") + html.slice(done);
}

function readPieces(html: string): Piece[] {
  const pieces: Piece[] = [];
  const ends = { tag: 0, comment: 0 };
  for (let at = 0; at < html.length; ) {
    const tag = html[at] === "<" ? readTag(html, at, ends) : undefined;
    if (tag === undefined) {
      const piece = readPiece(html, at);
      // White space is shown as one space, however much of it there is.
      const space = /^[ \t\r\n\f]$/.test(piece.character);
      if (!space) pieces.push(piece);
      else if (pieces.at(-1)?.character !== " ") pieces.push({ ...piece, character: " " });
      at = piece.to;
      continue;
    }
    if (tag.parts) pieces.push({ character: "\u2028", from: at, to: at });
    at = tag.end;
  }
  return pieces;
}

/** `ends` remembers that there is no further end, so that a text of many beginnings is not searched for every one of them. */
function readTag(
  html: string,
  at: number,
  ends: { tag: number; comment: number },
): { end: number; parts: boolean } | undefined {
  if (html.startsWith("<!--", at)) {
    if (ends.comment >= 0) ends.comment = html.indexOf("-->", at);
    if (ends.comment >= 0) return { end: ends.comment + 3, parts: false };
  }
  if (!/^[a-zA-Z/!?]/.test(html.charAt(at + 1)) || ends.tag < 0) return undefined;
  ends.tag = html.indexOf(">", at);
  if (ends.tag < 0) return undefined;
  return { end: ends.tag + 1, parts: !INLINE.test(html.slice(at, at + 12)) };
}

function readPiece(html: string, at: number): Piece {
  if (html[at] === "&") {
    ENTITY.lastIndex = at;
    const found = ENTITY.exec(html);
    const character = found === null ? undefined : entityOf(found[1], found[2], found[3]);
    if (found !== null && character !== undefined) return { character, from: at, to: at + found[0].length };
  }
  const character = String.fromCodePoint(html.codePointAt(at) ?? 0);
  return { character, from: at, to: at + character.length };
}

function entityOf(decimal: string | undefined, hex: string | undefined, name: string | undefined): string | undefined {
  if (name !== undefined) return NAMED[name.toLowerCase()];
  const code = Number.parseInt(decimal ?? hex ?? "", decimal === undefined ? 16 : 10);
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : undefined;
}
