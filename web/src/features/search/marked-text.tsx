import { findNeedles, type MarkedText, type Needle } from "@guichet/contract";
import { Fragment, type ReactNode } from "react";

/** Text in which some was looked for. Pieces of plain text: whatever stands in them is shown as it is written. */
export function Marked({ pieces }: { readonly pieces: MarkedText }): ReactNode {
  return pieces.map((piece, index) =>
    // Pieces have no name but their place.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    piece.found ? <mark key={index}>{piece.text}</mark> : <Fragment key={index}>{piece.text}</Fragment>,
  );
}

/** The same for a short text that came whole. */
export function markIn(text: string, needles: readonly Needle[]): MarkedText {
  const pieces: { text: string; found: boolean }[] = [];
  let at = 0;
  for (const { from, to } of findNeedles(text, needles)) {
    if (from > at) pieces.push({ text: text.slice(at, from), found: false });
    pieces.push({ text: text.slice(from, to), found: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), found: false });
  return pieces;
}
