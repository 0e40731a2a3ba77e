import { decodeCharset } from "./decode-charset.ts";
import { decodeQuotedPrintable } from "./decode-transfer.ts";

/** `=?charset*language?B or Q?text?=`; mailers put spaces inside although they may not. Bounded, or junk costs the square. */
const encodedWord = /=\?([^?\s]{1,60})\?([bq])\?([^\r\n]{0,4000}?)\?=/gi;

type Word = { charset: string; bytes: Buffer };

/**
 * A header value with its encoded words (RFC 2047) decoded. Neighbouring words of one charset are joined before they are
 * decoded, because some mailers cut in the middle of a character. What is no valid word stays as it stands.
 */
export function decodeWords(value: string): string {
  let out = "";
  let pending: Word | undefined;
  let from = 0;
  for (const match of value.matchAll(encodedWord)) {
    const between = value.slice(from, match.index);
    const word = readWord(match[1] ?? "", match[2] ?? "", match[3] ?? "");
    const isNeighbour = pending !== undefined && between.trim() === "";
    if (isNeighbour && pending?.charset === word.charset) pending.bytes = Buffer.concat([pending.bytes, word.bytes]);
    else {
      out += flush(pending) + (isNeighbour ? "" : between);
      pending = word;
    }
    from = match.index + match[0].length;
  }
  return out + flush(pending) + value.slice(from);
}

function readWord(charset: string, encoding: string, text: string): Word {
  const bytes =
    encoding.toLowerCase() === "b"
      ? Buffer.concat(text.split(/=+/).map((run) => Buffer.from(run, "base64")))
      : decodeQuotedPrintable(Buffer.from(text.replaceAll("_", " "), "latin1"));
  return { charset: (charset.split("*")[0] ?? "").toLowerCase(), bytes };
}

function flush(word: Word | undefined): string {
  return word === undefined ? "" : decodeCharset(word.bytes, word.charset);
}
