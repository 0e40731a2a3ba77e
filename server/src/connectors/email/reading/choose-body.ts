import type { MailPart } from "../mime/structure.ts";

/** A piece of the body: the parts of its plain form and of its HTML form, either may be missing. */
export type BodyBlock = { readonly plain: readonly MailPart[]; readonly html: readonly MailPart[] };
export type ChosenBody = { readonly blocks: readonly BodyBlock[]; readonly files: readonly MailPart[] };

/** Third forms of the same: a newsletter's for one mail program, and a short one for watches. */
const forFewPrograms = new Set(["text/x-amp-html", "text/watch-html", "text/x-watch-html"]);

/** Which parts are read as the message, in their order, and which are its files. */
export function chooseBody(part: MailPart, isRoot = true): ChosenBody {
  if (part.children.length > 0) {
    const inner = part.children.map((child) => chooseBody(child, false));
    return part.type === "multipart/alternative" ? chooseAlternative(inner) : joinBodies(inner);
  }
  if (isBodyText(part, isRoot)) return { blocks: [toBlock(part)], files: [] };
  if (forFewPrograms.has(part.type)) return { blocks: [], files: [] };
  return { blocks: [], files: [part] };
}

/** Text with a file name is a file, unless it is all there is. */
function isBodyText(part: MailPart, isRoot: boolean): boolean {
  if (part.type !== "text/plain" && part.type !== "text/html") return false;
  if (part.disposition === "attachment") return false;
  return isRoot || part.fileName === undefined;
}

function toBlock(part: MailPart): BodyBlock {
  return part.type === "text/html" ? { plain: [], html: [part] } : { plain: [part], html: [] };
}

function joinBodies(bodies: readonly ChosenBody[]): ChosenBody {
  return { blocks: bodies.flatMap(({ blocks }) => blocks), files: bodies.flatMap(({ files }) => files) };
}

/** The last form with HTML and the last without are two forms of the same; files of all forms are kept. */
function chooseAlternative(forms: readonly ChosenBody[]): ChosenBody {
  const html = forms.findLast(({ blocks }) => blocks.some((block) => block.html.length > 0));
  const plain = forms.findLast((form) => form !== html && form.blocks.length > 0);
  const block: BodyBlock = {
    plain: plain?.blocks.flatMap((each) => each.plain) ?? [],
    html: html?.blocks.flatMap((each) => (each.html.length > 0 ? each.html : each.plain)) ?? [],
  };
  const isEmpty = block.plain.length === 0 && block.html.length === 0;
  return { blocks: isEmpty ? [] : [block], files: forms.flatMap(({ files }) => files) };
}
