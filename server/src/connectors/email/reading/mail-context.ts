import { cleanText } from "../../../lib/clean-text.ts";
import { readAddresses } from "../mime/addresses.ts";
import { decodeWords } from "../mime/decode-words.ts";
import { allHeaders, firstHeader, type MailHeaders } from "../mime/header-block.ts";

/** What is kept beside a message so that a reply can continue the thread. */
export type MailContext = {
  readonly messageId?: string;
  readonly inReplyTo?: string;
  /** The first and the last nineteen. */
  readonly references: readonly string[];
  readonly subject?: string;
  readonly replyTo?: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
};

const limits = { references: 20, idLength: 300, subject: 1_000, participants: 20 };

export function readContext(headers: MailHeaders, messageId: string | undefined): MailContext {
  const [inReplyTo] = readIds(headers, "in-reply-to");
  const subject = readSubject(headers);
  const [replyTo] = readAddresses(firstHeader(headers, "reply-to"), 1);
  return {
    ...(messageId === undefined || messageId.length > limits.idLength ? {} : { messageId: cleanText(messageId) }),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    references: capReferences(readIds(headers, "references")),
    ...(subject === undefined ? {} : { subject }),
    ...(replyTo === undefined ? {} : { replyTo: replyTo.address }),
    to: participants(headers, "to"),
    cc: participants(headers, "cc"),
  };
}

/** The subject decoded, on one line. */
export function readSubject(headers: MailHeaders): string | undefined {
  const subject = decodeWords(firstHeader(headers, "subject") ?? "").replace(/[\p{Cc}\u2028\u2029\s]+/gu, " ");
  return cleanText(subject).trim().slice(0, limits.subject).toWellFormed() || undefined;
}

/** Ids in angle brackets; a header in which a mailer forgot them holds ids between spaces. */
export function readIds(headers: MailHeaders, name: string): string[] {
  const value = allHeaders(headers, name)
    .join(" ")
    .slice(0, 64 * 1024);
  const bracketed = value.match(/<[^<>\s]+>/g) ?? value.split(/[\s,;]+/).filter((id) => id.includes("@"));
  return bracketed.filter((id) => id.length <= limits.idLength).map(cleanText);
}

/** A thread of years must not grow a header of kilobytes: its first id and its newest ones keep it together. */
export function capReferences(ids: readonly string[]): string[] {
  const [first] = ids;
  if (first === undefined || ids.length <= limits.references) return [...ids];
  return [first, ...ids.slice(1 - limits.references)];
}

function participants(headers: MailHeaders, name: string): string[] {
  return readAddresses(allHeaders(headers, name).join(", "), limits.participants).map(({ address }) =>
    address.slice(0, 254),
  );
}

const maxContextBytes = 15 * 1024;

/** Within what may be kept: a header full of long foreign ids gives way first. */
export function fitContext<T extends MailContext & Readonly<Record<string, unknown>>>(context: T): T {
  const smaller = [
    context,
    { ...context, to: [], cc: [] },
    { ...context, to: [], cc: [], references: context.references.slice(-3) },
  ];
  const bare = { ...context, to: [], cc: [], references: [], subject: context.subject?.slice(0, 200).toWellFormed() };
  return smaller.find((each) => Buffer.byteLength(JSON.stringify(each)) <= maxContextBytes) ?? bare;
}
