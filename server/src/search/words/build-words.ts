import { type ChannelId, tokenize } from "@guichet/contract";
import { searchableText } from "./searchable-text.ts";

/** Bytes of a message's words; the database refuses more than a megabyte. */
const MOST_BYTES = 400_000;

export const HAS_ATTACHMENT = "has:attachment";

type Searchable = {
  readonly subject: string | null;
  readonly text: string;
  readonly channelId: ChannelId;
  readonly at: Date;
  readonly hasAttachment: boolean;
};

/**
 * A message's words as the database takes a tsvector. Month, channel and attachment are words, too, with a colon, which no word
 * of a text has: so the index alone finds what is common everywhere and rare in a channel, and need not read other months.
 */
export function buildWords(message: Searchable): string {
  const places = new Map<string, number[]>();
  let bytes = 0;
  for (const { word, at } of tokenize(searchableText(message.subject, message.text))) {
    const known = places.get(word);
    if (bytes > MOST_BYTES) break;
    bytes += 2 + (known === undefined ? 8 + Buffer.byteLength(word) : 0);
    if (known === undefined) places.set(word, [at]);
    // The database keeps no more places of one word.
    else if (known.length < 255) known.push(at);
  }
  const words = [...places].map(([word, at]) => `${quoteWord(word)}:${at.join(",")}`);
  const marks = [
    monthWord(message.at),
    channelWord(message.channelId),
    ...(message.hasAttachment ? [HAS_ATTACHMENT] : []),
  ];
  return [...words, ...marks.map(quoteWord)].join(" ");
}

export function monthWord(at: Date): string {
  return `m:${at.toISOString().slice(0, -17)}`;
}

export function channelWord(id: ChannelId): string {
  return `c:${id}`;
}

/** For tsvector and tsquery alike. */
export function quoteWord(word: string): string {
  return `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
