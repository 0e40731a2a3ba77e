/**
 * How X counts a post (its published counting rules, configuration 3): most letters of Europe and the Near East count one, all
 * others two, an emoji two whatever it is made of, an address of the web 23 whatever its length. A post has 280.
 */
const ADDRESS_WEIGHT = 23;
/** Code points that count one. */
const LIGHT = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
] as const;
const EMOJI = /\p{Emoji_Presentation}|\uFE0F|\u20E3|\p{Regional_Indicator}/u;
const ADDRESS =
  /https?:\/\/[^\s<>"]+|(?<![\w@.\-/])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?:\/[^\s<>"]*)?/giu;
/** Endings that X surely knows; behind `http` what has another may be counted letter by letter. */
const KNOWN_ENDING = /\.(com|net|org|info|biz|edu|gov|app|dev|shop|store|[a-z]{2})$/i;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

const ENDS: ReadonlySet<string> = new Set(".,:;!?)]'\"»”’…");

/** What must stay together, with what it counts. */
export type Weighed = { readonly segment: string; readonly length: number };

/** A text in what may not be cut: addresses whole, all else by what a reader takes for one character. */
export function weighParts(text: string): Weighed[] {
  const parts: Weighed[] = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutEnd(found);
    parts.push(...weighCharacters(text.slice(done, index)), { segment: address, length: weighAddress(address) });
    done = index + address.length;
  }
  parts.push(...weighCharacters(text.slice(done)));
  return parts;
}

/** A sentence's end is no part of an address. */
function withoutEnd(found: string): string {
  let end = found.length;
  while (end > 0 && ENDS.has(found.charAt(end - 1))) end -= 1;
  return found.slice(0, end);
}

export function weighText(text: string): number {
  return weighParts(text).reduce((sum, { length }) => sum + length, 0);
}

function weighCharacters(text: string): Weighed[] {
  return [...graphemes.segment(text)].map(({ segment }) => ({ segment, length: weighCharacter(segment) }));
}

function weighCharacter(segment: string): number {
  if (EMOJI.test(segment)) return 2;
  let weight = 0;
  for (const character of segment.normalize("NFC")) {
    const code = character.codePointAt(0) ?? 0;
    weight += LIGHT.some(([from, to]) => code >= from && code <= to) ? 1 : 2;
  }
  return weight;
}

/** Where X might not take it for an address, what is more counts: a text that fits here fits there. */
function weighAddress(address: string): number {
  const [, host = ""] = /^https?:\/\/([^/?#:]+)/i.exec(address) ?? [];
  return KNOWN_ENDING.test(host) ? ADDRESS_WEIGHT : Math.max(ADDRESS_WEIGHT, address.length);
}
