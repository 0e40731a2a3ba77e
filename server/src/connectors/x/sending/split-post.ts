import { PLATFORMS, textLength } from "@guichet/contract";
import { splitText } from "../../split-text.ts";

/** `10/12 ` */
const markOf = (number: number, count: number): string => `${number}/${count} `;

/**
 * A text as it leaves: as one post where it fits, else numbered in front, so that a short code stands behind the last one alone
 * (W155). It ends where a sentence or a word does, and no address is cut.
 */
export function splitPost(text: string): string[] {
  const { max, pieceMax = max, unit } = PLATFORMS.x.publicText ?? PLATFORMS.x.text;
  if (textLength(text, unit) <= pieceMax) return [text];
  // The more pieces, the longer their numbers: the first guess that holds.
  for (const longest of [markOf(9, 9), markOf(99, 99), markOf(999, 999)]) {
    const pieces = splitText(text, pieceMax - longest.length, unit);
    if (markOf(pieces.length, pieces.length).length <= longest.length)
      return pieces.map((piece, index) => `${markOf(index + 1, pieces.length)}${piece}`);
  }
  return [text];
}
