import { type PlatformCapabilities, textLength, type Weighed, weighParts } from "@guichet/contract";

type Unit = PlatformCapabilities["text"]["unit"];

/** Where a piece may end, the best first: at a paragraph, a line, a sentence, a word. */
const ENDS = [/\n\s*\n\s*/g, /\n\s*/g, /(?<=[.!?…。！？][)"'»”’]?)\s+/g, /\s+/g];
/** An end that leaves less than so much of a piece used is worse than a lesser end further on. */
const LEAST_USED = 0.5;

/**
 * A text in pieces of at most `max` units, in order. A piece ends where a paragraph does, else a line, a sentence, a word, and
 * only within a word when that alone is longer; never within what a reader takes for one character. The space at a cut is
 * dropped, nothing else is lost; a text that fits stays as it is, and no piece is empty.
 */
export function splitText(text: string, max: number, unit: Unit): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (textLength(rest, unit) > max) {
    const room = fitting(rest, max, unit);
    const cut = bestEnd(rest, room) ?? { end: room, next: room };
    pieces.push(rest.slice(0, cut.end));
    rest = rest.slice(cut.next);
  }
  return [...pieces, rest].filter((piece) => piece.trim() !== "");
}

type Cut = { readonly end: number; readonly next: number };

/** The last good end within the room; `next`: where the text goes on behind the space. */
function bestEnd(text: string, room: number): Cut | undefined {
  let lesser: Cut | undefined;
  for (const pattern of ENDS) {
    const cut = lastEnd(text, room, pattern);
    if (cut === undefined) continue;
    if (cut.end >= room * LEAST_USED) return cut;
    lesser ??= cut;
  }
  return lesser;
}

function lastEnd(text: string, room: number, pattern: RegExp): Cut | undefined {
  let last: Cut | undefined;
  // One more unit: a space right behind the room is an end as well.
  for (const found of text.slice(0, room + 1).matchAll(pattern)) {
    if (found.index > 0 && found.index <= room) last = { end: found.index, next: found.index + found[0].length };
  }
  if (last === undefined || last.next <= room) return last;
  return { ...last, next: room + (/^\s*/.exec(text.slice(room))?.[0].length ?? 0) };
}

/** How many code units of the text fit, in whole characters; at least one character, or nothing would ever leave. */
function fitting(text: string, max: number, unit: Unit): number {
  let end = 0;
  let used = 0;
  // A character has at most a few hundred code units in any language; what is far behind the room need not be looked at.
  const near = text.slice(0, max * 4 + 2000);
  for (const { segment, length } of partsOf(near, unit)) {
    used += length;
    if (used > max) break;
    end += segment.length;
  }
  return end === 0 ? hardCut(text, unit === "bytes" ? Math.floor(max / 3) : max) : end;
}

/** What must stay together. */
function* partsOf(text: string, unit: Unit): Iterable<Weighed> {
  if (unit === "weighted") return yield* weighParts(text);
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text))
    yield { segment, length: textLength(segment, unit) };
}

/** One character that alone is longer than a piece (a letter under thousands of accents): cut, but not within a pair. */
function hardCut(text: string, max: number): number {
  const within = Math.max(1, max);
  const isPair = /[\uD800-\uDBFF]/.test(text.charAt(within - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(within));
  return isPair ? Math.max(within - 1, within === 1 ? 2 : 1) : within;
}
