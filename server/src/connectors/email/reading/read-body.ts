import { cleanText } from "../../../lib/clean-text.ts";
import { partText } from "../mime/part-content.ts";
import type { MailPart, MailStructure } from "../mime/structure.ts";
import { type BodyBlock, chooseBody } from "./choose-body.ts";
import { htmlToText } from "./html-to-text.ts";
import { toSafeHtml } from "./safe-html.ts";

export type MailBody = {
  readonly text: string;
  /** Sanitised; absent when the mail is plain text or its HTML cannot be shown. */
  readonly html: string | undefined;
  readonly files: readonly MailPart[];
  /** Something of it is not shown here. */
  readonly isCut: boolean;
};

const maxText = 200_000;

/** The message a mail carries: its text always, its HTML where it has one, and its files. */
export function readBody(mail: MailStructure): MailBody {
  const { blocks, files } = chooseBody(mail.root);
  const read = blocks.map((block) => readBlock(mail.bytes, block));
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

function readBlock(bytes: Buffer, { plain, html }: BodyBlock): ReadBlock {
  const plainTexts = plain.map((part) => partText(bytes, part));
  const plainText = joinTexts(plainTexts.map(({ text }) => text));
  if (html.length === 0) return { text: plainText, html: undefined, isCut: plainTexts.some(({ isCut }) => isCut) };
  const pages = html.map((part) => readPage(bytes, part));
  const safe = pages.every((page) => page.html !== undefined) ? pages.map((page) => page.html).join("\n") : undefined;
  const isCut = plainTexts.some((each) => each.isCut) || pages.some((page) => page.isCut);
  // Some newsletters send a plain form with nothing in it.
  const text = plainText.trim() === "" ? joinTexts(pages.map((page) => page.text)) : plainText;
  return { text, html: safe, isCut };
}

function readPage(bytes: Buffer, part: MailPart): ReadBlock {
  const { text: source, isCut } = partText(bytes, part);
  if (part.type !== "text/html") return { text: source, html: escapeText(source), isCut };
  const html = toSafeHtml(source);
  if (html === undefined) return { text: withoutTags(source), html, isCut: true };
  return { text: htmlToText(html), html, isCut };
}

/** For what is too large or too deep to be parsed: crude, but never slow. */
function withoutTags(html: string): string {
  return html
    .replace(/<(script|style)\b[^>]{0,500}>[\s\S]{0,100000}?<\/\1/gi, "")
    .replace(/<[^<>]{0,2000}>/g, " ")
    .replace(/[ \t\u00A0]+/g, " ")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
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
