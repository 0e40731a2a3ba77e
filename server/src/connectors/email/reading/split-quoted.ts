import { addressedLength, attributionLength } from "./attribution.ts";
import { isHeaderBlock } from "./quoted-headers.ts";

export type SplitText = { readonly visible: string; readonly quoted: string };

const quoteMark = /^\s{0,3}>/;
const separator =
  /^[-_ ]*-{3,}\s*(?:original message|message d['’]origine|message original|ursprüngliche nachricht|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original|forwarded message|message transféré|reply message)\s*-{3,}\s*$/iu;
const rule = /^(?:[_-]{8,}|-{3,}[^-]{1,60}-{3,})$/;

/**
 * Where the quoted past of a mail begins. `visible` and `quoted` joined are the text, unchanged: folding is a view. Nothing is
 * folded when the writer answers between the quoted lines, or when there would be nothing left to read.
 */
export function splitQuoted(text: string): SplitText {
  const lines = text.split("\n");
  const start = findQuoteStart(lines);
  if (start === undefined) return { visible: text, quoted: "" };
  const at = lines.slice(0, start).reduce((length, line) => length + line.length + 1, 0);
  const visible = text.slice(0, at);
  return visible.trim() === "" ? { visible: text, quoted: "" } : { visible, quoted: text.slice(at) };
}

function findQuoteStart(lines: readonly string[]): number | undefined {
  const layout = readLayout(lines);
  const { block } = layout;
  for (const [index, line] of lines.entries()) {
    if (index === block) return index;
    if ((line.length < 300 && separator.test(line)) || isHeaderBlock(lines, index)) return withRuleAbove(lines, index);
    const length = attributionLength(lines, index) || (block === undefined ? 0 : addressedLength(lines, index));
    if (length > 0 && isQuotedToEnd(index + length, layout)) return index;
  }
  return undefined;
}

type Layout = {
  /** The first line of the quoted block with which the text ends, if it does. */
  readonly block: number | undefined;
  /** From each line on, the first that is not empty. */
  readonly filled: readonly (number | undefined)[];
  readonly lastMarked: number;
};

/** Told once: a text may hold an attribution on every line. */
function readLayout(lines: readonly string[]): Layout {
  const filled: (number | undefined)[] = new Array(lines.length);
  for (let index = lines.length - 1; index >= 0; index -= 1)
    filled[index] = lines[index]?.trim() === "" ? filled[index + 1] : index;
  return { block: trailingQuote(lines), filled, lastMarked: lines.findLastIndex((line) => quoteMark.test(line)) };
}

function trailingQuote(lines: readonly string[]): number | undefined {
  let start: number | undefined;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index] ?? "";
    if (quoteMark.test(line)) start = index;
    else if (line.trim() !== "") break;
  }
  return start;
}

/** After an attribution comes the quoted block, or text that a mailer quoted without marks; an answer in between is read. */
function isQuotedToEnd(from: number, { block, filled, lastMarked }: Layout): boolean {
  const next = filled[from];
  if (next === undefined) return true;
  return block === undefined ? lastMarked < from : next === block;
}

/** Outlook draws a line above the block it quotes, others write between dashes what it is. */
function withRuleAbove(lines: readonly string[], index: number): number {
  for (let above = index - 1; above >= 0 && above >= index - 3; above -= 1) {
    const line = lines[above]?.trim() ?? "";
    if (rule.test(line)) return above;
    if (line !== "") break;
  }
  return index;
}
