const block = new Set(
  "address blockquote center dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre table tr ul".split(" "),
);
const spaced = new Set("blockquote h1 h2 h3 h4 h5 h6 ol p pre table ul".split(" "));
const voids = new Set(["br", "hr", "img", "wbr", "col"]);

/** What `toSafeHtml` writes: well-formed tags with quoted attributes, and text without a bare `<`. */
const token = /<(\/?)([a-z0-9]+)((?:[^"<>]|"[^"]*")*)>|([^<]+)/g;

/** The text of sanitised HTML as a person would copy it from the screen; quotations are marked with `>`. */
export function htmlToText(safeHtml: string): string {
  const writer = createTextWriter();
  const hidden: string[] = [];
  for (const [, slash, tag = "", attributes = "", text] of safeHtml.matchAll(token)) {
    if (text !== undefined) {
      if (hidden.length === 0) writer.text(decodeEntities(text));
    } else if (slash !== "") {
      if (hidden.length > 0 && hidden.at(-1) === tag) hidden.pop();
      else if (hidden.length === 0) writer.close(tag);
    } else if (hidden.length > 0 || isHidden(attributes)) {
      if (!voids.has(tag)) hidden.push(tag);
    } else writer.open(tag, attributes);
  }
  return writer.finish();
}

function isHidden(attributes: string): boolean {
  return /style="[^"]*display:\s*none/i.test(attributes);
}

function decodeEntities(text: string): string {
  const named: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };
  return text.replace(/&(?:lt|gt|quot|amp);/g, (entity) => named[entity] ?? entity);
}

type TextWriter = {
  text(text: string): void;
  open(tag: string, attributes: string): void;
  close(tag: string): void;
  finish(): string;
};

/** Collects lines; white space counts once, except in `pre`. */
function createTextWriter(): TextWriter {
  const lines: string[] = [];
  let line = "";
  let quotes = 0;
  let pre = 0;
  const prefix = () => "> ".repeat(Math.min(quotes, 10));
  const endLine = () => {
    lines.push(`${prefix()}${line}`.trimEnd());
    line = "";
  };
  const flush = () => {
    if (line.trim() !== "") endLine();
    line = "";
  };
  const breakBlock = (tag: string) => {
    flush();
    if (spaced.has(tag) && lines.at(-1)?.trim() !== "") lines.push(prefix().trimEnd());
  };
  const addWords = (text: string) => {
    const words = text.replace(/[\s\u00A0]+/g, " ");
    line += line === "" || line.endsWith(" ") ? words.trimStart() : words;
  };
  const addLines = (text: string) => {
    for (const [index, part] of text.split("\n").entries()) {
      if (index > 0) endLine();
      line += part;
    }
  };
  return {
    text: (text) => (pre > 0 ? addLines(text) : addWords(text)),
    open(tag, attributes) {
      if (tag === "br") endLine();
      if (block.has(tag)) breakBlock(tag);
      if (tag === "blockquote") quotes += 1;
      if (tag === "pre") pre += 1;
      if (tag === "li") line = "- ";
      if ((tag === "td" || tag === "th") && line !== "") addWords(" ");
      const alt = tag === "img" ? /(?:^|\s)alt="([^"]+)"/.exec(attributes)?.[1] : undefined;
      if (alt !== undefined) addWords(`[${decodeEntities(alt)}]`);
    },
    close(tag) {
      if (block.has(tag)) breakBlock(tag);
      if (tag === "blockquote") quotes = Math.max(0, quotes - 1);
      if (tag === "pre") pre = Math.max(0, pre - 1);
    },
    finish() {
      flush();
      while (/^[> ]*$/.test(lines.at(-1) ?? "-")) lines.pop();
      return lines
        .join("\n")
        .replace(/\n{3,}/g, "\n\n")
        .trim();
    },
  };
}
