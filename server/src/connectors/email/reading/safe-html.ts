import { createRequire } from "node:module";
import type sanitize from "sanitize-html";

const require = createRequire(import.meta.url);
/** Browsers themselves flatten what is nested deeper than this; parsers take the square of it in time. */
const maxNesting = 400;
const maxLength = 500_000;
/** Removing one element may change how its neighbours are read; what does not come to rest is not shown. */
const maxPasses = 4;

const color = /^(#[0-9a-f]{3,8}|[a-z]{3,30}|(rgb|hsl)a?\([\d\s.,%/]{1,60}\))$/i;
const lengths = /^(?:(?:auto|0|-?[\d.]{1,8}(?:px|pt|em|rem|ex|ch|%|in|cm|mm)?)\s*){1,4}$/i;
const border =
  /^(?:(?:[\d.]{1,8}(?:px|pt|em)?|none|solid|dashed|dotted|double|thin|medium|thick|#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([\d\s.,%]{1,40}\))\s*){1,3}$/i;
const words = /^[a-z-]{1,30}(\s[a-z-]{1,30}){0,3}$/i;

/** Nothing here can load anything: no `url(…)`, no position that leaves the frame. */
const styles: Record<string, RegExp[]> = {
  color: [color],
  background: [color],
  "background-color": [color],
  "font-size": [lengths, words],
  "font-weight": [/^(\d{3}|[a-z]{4,8})$/i],
  "font-style": [words],
  "font-family": [/^[\w\s,'"-]{1,200}$/],
  "line-height": [lengths, words],
  "letter-spacing": [lengths, words],
  "text-align": [words],
  "text-decoration": [words],
  "text-transform": [words],
  "vertical-align": [lengths, words],
  "white-space": [words],
  "word-break": [words],
  direction: [words],
  display: [/^(none|block|inline|inline-block|table|table-row|table-cell|list-item)$/i],
  width: [lengths],
  "max-width": [lengths],
  "min-width": [lengths],
  height: [lengths],
  "max-height": [lengths],
  "list-style-type": [words],
  "border-collapse": [words],
  "border-spacing": [lengths],
  "border-radius": [lengths],
};
for (const side of ["", "-top", "-right", "-bottom", "-left"]) {
  styles[`margin${side}`] = [lengths];
  styles[`padding${side}`] = [lengths];
  styles[`border${side}`] = [border];
}
for (const part of ["color", "width", "style"]) styles[`border-${part}`] = [border];

const options: sanitize.IOptions = {
  allowedTags: [
    ..."a abbr address b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em".split(
      " ",
    ),
    ..."figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike".split(
      " ",
    ),
    ..."strong sub sup table tbody td tfoot th thead tr tt u ul var wbr".split(" "),
  ],
  allowedAttributes: {
    "*": ["style", "dir", "lang", "title", "align", "valign", "bgcolor", "width", "height"],
    a: ["href", "rel", "target"],
    img: ["alt", "src", "data-src"],
    font: ["color", "face", "size"],
    td: ["colspan", "rowspan"],
    th: ["colspan", "rowspan"],
    table: ["border", "cellpadding", "cellspacing"],
    col: ["span"],
    colgroup: ["span"],
    ol: ["start", "type"],
  },
  allowedStyles: { "*": styles },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowedSchemesByTag: { img: ["cid"] },
  allowProtocolRelative: false,
  nestingLimit: maxNesting,
  // Elements whose text is no text for people.
  nonTextTags: [
    ..."script style title textarea option noscript noembed noframes iframe xmp plaintext template svg math".split(" "),
  ],
  transformTags: { a: toSafeLink, img: toHeldImage },
};

/**
 * HTML of a stranger as HTML that does nothing: an allow-list of elements, attributes and style properties. Images are held
 * back: `src="cid:…"` names one of the mail's own, `data-src` a remote one that is loaded only when a person asks for it.
 * Undefined when it is too large or nested too deeply to be shown; its text is then all there is.
 */
export function toSafeHtml(html: string): string | undefined {
  if (html.length > maxLength || isNestedTooDeeply(html)) return undefined;
  // Large, and read with the first mail that has HTML, not at start; by `require`, for reading a mail waits for nothing.
  const library: typeof sanitize = require("sanitize-html");
  const clean = (dirty: string) => library(dirty, options).trim();
  let safe = clean(html);
  for (let pass = 1; pass < maxPasses && safe.length <= 2 * maxLength; pass += 1) {
    const again = clean(safe);
    if (again === safe) return safe;
    safe = again;
  }
  return undefined;
}

function toSafeLink(tagName: string, attributes: sanitize.Attributes): sanitize.Tag {
  const { href, ...others } = attributes;
  const link = { ...others, rel: "noopener noreferrer nofollow", target: "_blank" };
  return { tagName, attribs: href === undefined ? others : { ...link, href } };
}

function toHeldImage(tagName: string, { src, "data-src": heldSource, ...others }: sanitize.Attributes): sanitize.Tag {
  const source = (src ?? heldSource ?? "").trim();
  const contentId = /^cid:(.+)$/is.exec(source)?.[1];
  if (contentId !== undefined) return { tagName, attribs: { ...others, src: `cid:${encodeId(contentId)}` } };
  if (/^https?:\/\/[^\s"'<>\\]+$/i.test(source)) return { tagName, attribs: { ...others, "data-src": source } };
  return { tagName, attribs: others };
}

/** A `cid:` address is percent-encoded, the Content-ID it names is not; mailers forget it. */
function encodeId(contentId: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(contentId.toWellFormed()));
  } catch {
    return encodeURIComponent(contentId.toWellFormed());
  }
}

const voidElements = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));

/** Counts how many elements stand open, in one pass; elements that a browser closes by itself may be counted too often. */
function isNestedTooDeeply(html: string): boolean {
  const open = new Map<string, number>();
  let depth = 0;
  for (const [, slash, name = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9:-]{0,40})/gi)) {
    const tag = name.toLowerCase();
    if (voidElements.has(tag) || implied.has(tag)) continue;
    const count = open.get(tag) ?? 0;
    if (slash === "") depth += 1;
    else if (count > 0) depth -= 1;
    open.set(tag, Math.max(0, count + (slash === "" ? 1 : -1)));
    if (depth > maxNesting) return true;
  }
  return false;
}

/** Often left open, closed by the next of their kind. */
const implied = new Set("p li dt dd tr td th thead tbody tfoot option".split(" "));
