import { cleanText } from "../../../lib/clean-text.ts";
import { partText } from "../mime/part-content.ts";
import type { MailPart, MailStructure } from "../mime/structure.ts";
import { type BodyBlock, chooseBody } from "./choose-body.ts";
import { htmlToText } from "./html-to-text.ts";
import { toSafeHtml } from "./safe-html.ts";
import { withoutTags } from "./without-tags.ts";

export type MailBody = {
  readonly text: string;
  /** Sanitised; absent when the mail is plain text or its HTML cannot be shown. */
  readonly html: string | undefined;
  readonly files: readonly MailPart[];
  /** Something of it is not shown here. */
  readonly isCut: boolean;
};

const maxText = 200_000;
/** Of all pages together, still encoded. */
const maxPageBytes = 3 * 1024 * 1024;

/** The message a mail carries: its text always, its HTML where it has one, and its files. */
export function readBody(mail: MailStructure): MailBody {
  const { blocks, files } = chooseBody(mail.root);
  const pages = blocks.flatMap(({ html }) => html);
  // A thousand pages in one mail are nobody's letter: they are read as text.
  const isShown = pages.reduce((sum, { start, end }) => sum + end - start, 0) <= maxPageBytes;
  const read = blocks.map((block) => readBlock(mail.bytes, block, isShown));
  const text = cleanText(joinTexts(read.map((block) => block.text)));
  const html = read.some((block) => block.html !== undefined)
    ? read.map((block) => block.html ?? escapeText(block.text)).join("\n<hr />\n")
    : undefined;
  return {
    text: text.length > maxText ? `${text.slice(0, maxText).toWellFormed()}…` : text,
    html: html === undefined ? undefined : cleanText(html),
    files,
    isCut: mail.isCut || text.length > maxText || read.some((block) => block.isCut),
  };
}

type ReadBlock = { readonly text: string; readonly html: string | undefined; readonly isCut: boolean };

function readBlock(bytes: Buffer, { plain, html }: BodyBlock, isShown: boolean): ReadBlock {
  const plainTexts = plain.map((part) => partText(bytes, part));
  const plainText = joinTexts(plainTexts.map(({ text }) => text));
  if (html.length === 0) return { text: plainText, html: undefined, isCut: plainTexts.some(({ isCut }) => isCut) };
  const pages = html.map((part) => readPage(bytes, part, isShown));
  const safe = pages.every((page) => page.html !== undefined) ? pages.map((page) => page.html).join("\n") : undefined;
  const isCut = plainTexts.some((each) => each.isCut) || pages.some((page) => page.isCut);
  // Some newsletters send a plain form with nothing in it.
  const text = plainText.trim() === "" ? joinTexts(pages.map((page) => page.text)) : plainText;
  return { text, html: safe, isCut };
}

function readPage(bytes: Buffer, part: MailPart, isShown: boolean): ReadBlock {
  const { text: source, isCut } = partText(bytes, part);
  if (part.type !== "text/html") return { text: source, html: escapeText(source), isCut };
  const html = isShown ? toSafeHtml(source) : undefined;
  if (html === undefined) return { text: withoutTags(source), html, isCut: true };
  return { text: htmlToText(html), html, isCut };
}

function joinTexts(texts: readonly string[]): string {
  const kept = texts.map((text) => text.replace(/^\s*\n/, "").trimEnd()).filter((text) => text !== "");
  return kept.join("\n\n");
}

function escapeText(text: string): string {
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
  return `<div style="white-space:pre-wrap">${escaped}</div>`;
}
