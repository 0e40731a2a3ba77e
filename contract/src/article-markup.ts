import { withoutEnd } from "./without-end.ts";

/** A run of text inside a block. Links lead to web pages, mail addresses or telephone numbers and nowhere else. */
export type Inline =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "strong" | "emphasis"; readonly children: readonly Inline[] }
  | { readonly type: "link"; readonly href: string; readonly children: readonly Inline[] }
  | { readonly type: "break" };
export type Block =
  | { readonly type: "heading"; readonly level: 2 | 3 | 4; readonly children: readonly Inline[] }
  | { readonly type: "paragraph" | "quote"; readonly children: readonly Inline[] }
  | { readonly type: "list"; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "rule" };

const HEADING = /^(#{1,3})\s+(\S.*)$/;
const BULLET = /^\s{0,3}[-*]\s+(\S.*)$/;
const NUMBER = /^\s{0,3}\d{1,3}[.)]\s+(\S.*)$/;
const QUOTE = /^>\s?(.*)$/;
const FENCE = /^```/;
const RULE = /^(?:-{3,}|\*{3,})\s*$/;
/** How far a closing mark may be from its opening one: keeps the work in proportion to the text, whatever it is. */
const REACH = 1000;
const DEEPEST = 3;

/**
 * The text of an article as blocks: headings (`#`), lists (`-`, `1.`), quotes (`>`), code (three backticks), rules, and in
 * a line `**strong**`, `*emphasis*`, `code` and `[words](https://…)`. Everything else is text. It never fails, and there
 * is no way to write markup of one's own.
 */
export function parseArticle(text: string): Block[] {
  const lines = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") at += 1;
    else at = takeBlock(lines, at, blocks);
  }
  return blocks;
}

/** Reads one block that begins at this line; answers the line after it. */
function takeBlock(lines: readonly string[], at: number, blocks: Block[]): number {
  const line = lines[at] ?? "";
  if (FENCE.test(line)) return takeCode(lines, at + 1, blocks);
  const heading = HEADING.exec(line);
  if (heading !== null) {
    const level = ([2, 3, 4] as const)[(heading[1] ?? "#").length - 1] ?? 4;
    blocks.push({ type: "heading", level, children: parseInline(heading[2] ?? "") });
    return at + 1;
  }
  if (RULE.test(line)) {
    blocks.push({ type: "rule" });
    return at + 1;
  }
  for (const [pattern, ordered] of [
    [BULLET, false],
    [NUMBER, true],
  ] as const) {
    if (!pattern.test(line)) continue;
    const items = takeWhile(lines, at, pattern);
    blocks.push({ type: "list", ordered, items: items.map((item) => parseInline(item)) });
    return at + items.length;
  }
  if (QUOTE.test(line)) {
    const quoted = takeWhile(lines, at, QUOTE);
    blocks.push({ type: "quote", children: parseInline(quoted.join("\n")) });
    return at + quoted.length;
  }
  const paragraph = takeParagraph(lines, at);
  blocks.push({ type: "paragraph", children: parseInline(paragraph.join("\n")) });
  return at + paragraph.length;
}

function takeCode(lines: readonly string[], from: number, blocks: Block[]): number {
  let end = from;
  while (end < lines.length && !FENCE.test(lines[end] ?? "")) end += 1;
  blocks.push({ type: "code", text: lines.slice(from, end).join("\n") });
  return end + 1;
}

function takeWhile(lines: readonly string[], from: number, pattern: RegExp): string[] {
  const taken: string[] = [];
  for (const line of lines.slice(from)) {
    const match = pattern.exec(line);
    if (match === null) break;
    taken.push(match[1] ?? "");
  }
  return taken;
}

/** At least one line, up to an empty one or one that begins something else. */
function takeParagraph(lines: readonly string[], from: number): string[] {
  const begins = [HEADING, BULLET, NUMBER, QUOTE, FENCE, RULE];
  const taken: string[] = [];
  for (const line of lines.slice(from)) {
    if (line.trim() === "" || (taken.length > 0 && begins.some((pattern) => pattern.test(line)))) break;
    taken.push(line);
  }
  return taken;
}

function parseInline(text: string, depth = 0): Inline[] {
  const found: Inline[] = [];
  let plain = "";
  let at = 0;
  const flush = (): void => {
    if (plain !== "") found.push({ type: "text", text: plain });
    plain = "";
  };
  while (at < text.length) {
    const taken = depth < DEEPEST ? takeInline(text, at, depth) : undefined;
    if (taken === undefined) {
      plain += text[at] ?? "";
      at += 1;
      continue;
    }
    if (taken.inline === undefined) plain += taken.plain;
    else {
      flush();
      found.push(taken.inline);
    }
    at = taken.end;
  }
  flush();
  return found;
}

type Taken = { readonly end: number; readonly inline?: Inline; readonly plain?: string };

/** What begins at this place, or undefined: a letter like any other. */
function takeInline(text: string, at: number, depth: number): Taken | undefined {
  switch (text[at]) {
    case "\n":
      return { end: at + 1, inline: { type: "break" } };
    case "\\":
      return /[\\*`[\]#>-]/.test(text[at + 1] ?? "") ? { end: at + 2, plain: text[at + 1] ?? "" } : undefined;
    case "`":
      return takeSpan(text, at, "`", (inner) => ({ type: "code", text: inner }));
    case "*":
      return text[at + 1] === "*"
        ? takeSpan(text, at, "**", (inner) => ({ type: "strong", children: parseInline(inner, depth + 1) }))
        : takeSpan(text, at, "*", (inner) => ({ type: "emphasis", children: parseInline(inner, depth + 1) }));
    case "[":
      return takeLink(text, at, depth);
    case "h":
      return takeAddress(text, at);
    default:
      return undefined;
  }
}

/** What stands between two equal marks, when it begins and ends with a letter. */
function takeSpan(text: string, at: number, mark: string, toInline: (inner: string) => Inline): Taken | undefined {
  const from = at + mark.length;
  const length = text.slice(from, from + REACH).indexOf(mark);
  const inner = text.slice(from, from + length);
  if (length <= 0 || /^\s|\s$|\n/.test(inner)) return undefined;
  return { end: from + length + mark.length, inline: toInline(inner) };
}

function takeLink(text: string, at: number, depth: number): Taken | undefined {
  const match = /^\[([^[\]\n]{1,300})\]\(([^()\s]{1,1000})\)/.exec(text.slice(at, at + REACH + 400));
  const href = match === null ? undefined : safeAddress(match[2] ?? "");
  if (match === null || href === undefined) return undefined;
  // A link in a link is none.
  const children = parseInline(match[1] ?? "", depth + 1).filter((inline) => inline.type !== "link");
  return { end: at + match[0].length, inline: { type: "link", href, children } };
}

/** An address written as it is. What ends a sentence is not part of it. */
function takeAddress(text: string, at: number): Taken | undefined {
  if (!/^https?:\/\//.test(text.slice(at, at + 8)) || /[\p{L}\d]/u.test(text[at - 1] ?? "")) return undefined;
  const [run = ""] = /^[^\s<>"'`[\]()*]+/.exec(text.slice(at, at + REACH)) ?? [];
  const address = withoutEnd(run, ".,;:!?»”}");
  const href = safeAddress(address);
  if (href === undefined) return undefined;
  return { end: at + address.length, inline: { type: "link", href, children: [{ type: "text", text: address }] } };
}

/** Only web pages, mail addresses and telephone numbers; undefined for everything else, `javascript:` first of all. */
function safeAddress(written: string): string | undefined {
  if (/^(?:mailto:[^\s@]+@[^\s@]+|tel:[+\d][\d.-]*)$/i.test(written)) return written;
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) return undefined;
  const { href, username, password } = new URL(written);
  return username === "" && password === "" ? href : undefined;
}

/** The words of an article without their markup, e.g. for an excerpt. */
export function plainArticle(text: string, most = 300): string {
  const words = parseArticle(text.slice(0, most * 4)).map((block) => {
    if (block.type === "rule") return "";
    if (block.type === "code") return block.text;
    return block.type === "list" ? block.items.map(plainInline).join(" · ") : plainInline(block.children);
  });
  return words.join(" ").replaceAll(/\s+/g, " ").trim().slice(0, most).toWellFormed();
}

function plainInline(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.type === "break") return " ";
      return inline.type === "text" || inline.type === "code" ? inline.text : plainInline(inline.children);
    })
    .join("");
}
