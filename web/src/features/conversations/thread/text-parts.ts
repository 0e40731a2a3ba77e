export type TextPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "link"; readonly text: string; readonly href: string }
  | { readonly type: "mention"; readonly text: string };

/**
 * Parts of a mail address are bounded as mail itself bounds them, and none is looked for in the middle of a name: whatever a
 * contact writes, finding takes no time (S36).
 */
const LINK = /\bhttps?:\/\/[^\s<>"'`]+|(?<!\w[.+-]{0,8})\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/giu;
/** What ends a sentence is seldom part of an address. */
const TRAILING = ".,;:!?»”\"']}";

/** Splits a text into plain pieces, addresses that can be followed, and names of mentioned colleagues. */
export function splitText(text: string, mentioned: readonly string[] = []): TextPart[] {
  return splitMentions(text, mentioned).flatMap((part) => (part.type === "text" ? splitLinks(part.text) : [part]));
}

function splitMentions(text: string, mentioned: readonly string[]): TextPart[] {
  const names = mentioned.filter((name) => name !== "").map(literally);
  if (names.length === 0) return [{ type: "text", text }];
  const parts = text.split(new RegExp(`(@(?:${names.sort((a, b) => b.length - a.length).join("|")}))`, "u"));
  return parts.flatMap((part, index): TextPart[] =>
    part === "" ? [] : [{ type: index % 2 === 1 ? "mention" : "text", text: part }],
  );
}

function literally(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const address = trimAddress(match[0]);
    if (match.index > from) parts.push({ type: "text", text: text.slice(from, match.index) });
    const href = /^https?:/i.test(address) ? address : `mailto:${address}`;
    parts.push({ type: "link", text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) parts.push({ type: "text", text: text.slice(from) });
  return parts;
}

/** A closing bracket belongs to the address only when its opening one does. */
function trimAddress(found: string): string {
  let end = found.length;
  let unopened = count(found, ")") - count(found, "(");
  for (; end > 0; end -= 1) {
    const last = found.charAt(end - 1);
    if (last === ")" && unopened > 0) unopened -= 1;
    else if (!TRAILING.includes(last)) break;
  }
  return found.slice(0, end);
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}
