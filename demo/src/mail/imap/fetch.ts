import type { StoredMail } from "../mailbox.ts";
import { listOf, textOf, type Word } from "./command.ts";

/** What FETCH was asked for; undefined when something among it is unknown here. */
export function parseItems(word: Word | undefined, byUid: boolean): readonly string[] | undefined {
  const items = listOf(word).map((item) => textOf(item).toUpperCase());
  if (items.length === 0 || !items.every((item) => known.test(item))) return undefined;
  return byUid && !items.includes("UID") ? ["UID", ...items] : items;
}

const known =
  /^(UID|FLAGS|INTERNALDATE|RFC822\.SIZE|BODY(\.PEEK)?\[(|HEADER|TEXT|HEADER\.FIELDS \([^)]*\))\](<\d+\.\d+>)?)$/;

/** Reading a body without PEEK marks the mail as seen. */
export function marksSeen(items: readonly string[]): boolean {
  return items.some((item) => item.startsWith("BODY["));
}

/** One mail's answer to FETCH, as latin1. */
export function toFetched(mail: StoredMail, place: number, items: readonly string[]): string {
  return `* ${place} FETCH (${items.map((item) => toItem(mail, item)).join(" ")})\r\n`;
}

function toItem(mail: StoredMail, item: string): string {
  switch (item) {
    case "UID":
      return `UID ${mail.uid}`;
    case "FLAGS":
      return `FLAGS (${[...mail.flags].join(" ")})`;
    case "INTERNALDATE":
      return `INTERNALDATE "${toDate(mail.arrivedAt)}"`;
    case "RFC822.SIZE":
      return `RFC822.SIZE ${mail.bytes.length}`;
    default:
      return toSection(mail, item);
  }
}

function toSection({ bytes }: StoredMail, item: string): string {
  const [, section = ""] = /\[([^\]]*)\]/.exec(item) ?? [];
  const [, from, length] = /<(\d+)\.(\d+)>$/.exec(item) ?? [];
  const whole = cutOut(bytes, section);
  const text = from === undefined ? whole : whole.slice(Number(from), Number(from) + Number(length));
  const origin = from === undefined ? "" : `<${from}>`;
  return `BODY[${section}]${origin} {${text.length}}\r\n${text}`;
}

function cutOut(bytes: string, section: string): string {
  const { header, text } = splitMail(bytes);
  if (section === "") return bytes;
  if (section === "HEADER") return header;
  if (section === "TEXT") return text;
  const names = (/\(([^)]*)\)/.exec(section)?.[1] ?? "").split(" ");
  return `${fieldsOf(header)
    .filter((field) => names.includes(nameOf(field)))
    .join("")}\r\n`;
}

/** The header ends with its empty line. */
export function splitMail(bytes: string): { readonly header: string; readonly text: string } {
  const end = bytes.indexOf("\r\n\r\n");
  return end === -1 ? { header: bytes, text: "" } : { header: bytes.slice(0, end + 4), text: bytes.slice(end + 4) };
}

/** Fields as they stand there, each with its folded lines. */
export function fieldsOf(header: string): string[] {
  return header.match(/^[^\s:][^\r\n]*\r\n([ \t][^\r\n]*\r\n)*/gm) ?? [];
}

/** In capitals. */
export function nameOf(field: string): string {
  return field.slice(0, field.indexOf(":")).trim().toUpperCase();
}

function toDate(at: Date): string {
  const [, day = "", month = "", year = "", time = ""] = /, (\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? [];
  return `${day}-${month}-${year} ${time} +0000`;
}
