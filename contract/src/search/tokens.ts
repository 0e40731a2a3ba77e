/** How text is cut into the words by which it is found. One form for the index, for what is looked for and for highlights. */

export type SearchToken = {
  /** Without case, accents and signs. */
  readonly word: string;
  /** Its place in the text, in tokens, from 1 on: neighbours follow one another, whatever signs stand between them. */
  readonly at: number;
  /** Where it stands in the text, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  /** Two neighbouring characters (or the last one) of a script that puts no spaces between words. */
  readonly gram: boolean;
};

/** Tokens of one text that are found; positions of the database end at 16,383. */
export const MOST_TOKENS = 12_000;
/** Characters of one word that count. */
const MOST_LETTERS = 60;

// Seen by nobody: soft hyphens, joiners, marks of direction. They stand within words and change none.
const UNSEEN = "\\u00AD\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFEFF";
const RUN = `[\\p{L}\\p{N}\\p{M}](?:[${UNSEEN}]*[\\p{L}\\p{N}\\p{M}])*`;
const FLAG = "\\p{Regional_Indicator}{2}";
const PICTURE = "(?!\\p{Emoji_Modifier})\\p{Extended_Pictographic}";
const PIECES = new RegExp(`(?<run>${RUN})|${FLAG}|${PICTURE}`, "gu");

/** Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese, Tibetan. */
const SPACELESS =
  "\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{sc=Hang}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}\\p{sc=Tibt}";
const BY_SCRIPT = new RegExp(`(?<spaceless>[${SPACELESS}${UNSEEN}]*[${SPACELESS}]+)|[^${SPACELESS}]+`, "gu");
/** A character with the marks that Japanese writes as characters of their own in narrow script. */
const UNIT = /.[\u3099\u309A\uFF9E\uFF9F]?/gsu;

/**
 * Accents and other marks that people leave out: of Latin, Greek, Cyrillic, Hebrew and Arabic. The vowel signs of Indian and
 * Thai writing are letters and stay.
 */
const MARKS = new RegExp(
  `[\\u0300-\\u036F\\u0483-\\u0487\\u0591-\\u05BD\\u05BF\\u05C1\\u05C2\\u05C4\\u05C5\\u05C7\\u0610-\\u061A\\u0640\\u064B-\\u065F\\u0670\\u06D6-\\u06DC\\u06DF-\\u06E8\\u06EA-\\u06ED\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u20D0-\\u20FF\\uFE00-\\uFE0F\\uFE20-\\uFE2F${UNSEEN}]`,
  "gu",
);
/** Letters that Unicode does not take apart, as they are written without their sign. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ı: "i",
  ł: "l",
  þ: "th",
  ς: "σ",
};
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "gu");

/** A piece of text in the form in which it is compared. */
export function foldForSearch(text: string): string {
  const bare = text.normalize("NFKD").toLowerCase().replaceAll(MARKS, "");
  return bare.replaceAll(SPECIAL, (letter) => PLAIN[letter] ?? letter).normalize("NFC");
}

/** The words of a text in their order, at most `most`. */
export function tokenize(text: string, most: number = MOST_TOKENS): SearchToken[] {
  const tokens: SearchToken[] = [];
  let at = 0;
  const add = (word: string, from: number, to: number, gram: boolean): void => {
    if (word !== "") tokens.push({ word: shorten(word), at: ++at, from, to, gram });
  };
  for (const piece of text.matchAll(PIECES)) {
    if (tokens.length >= most) break;
    const from = piece.index;
    if (piece.groups?.run === undefined) add(piece[0], from, from + piece[0].length, false);
    else for (const part of piece[0].matchAll(BY_SCRIPT)) addPart(part, from + part.index, add);
  }
  return tokens.length > most ? tokens.slice(0, most) : tokens;
}

type Add = (word: string, from: number, to: number, gram: boolean) => void;

function addPart(part: RegExpExecArray, from: number, add: Add): void {
  if (part.groups?.spaceless === undefined) {
    // One letter may stand for several words: ½, ﷺ.
    for (const word of foldForSearch(part[0]).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])
      add(word, from, from + part[0].length, false);
    return;
  }
  const units = unitsOf(part[0], from);
  units.forEach((unit, index) => {
    const next = units[index + 1];
    add(unit.letter + (next?.letter ?? ""), unit.from, (next ?? unit).to, true);
  });
}

type Unit = { readonly letter: string; readonly from: number; readonly to: number };

/** The characters of a part as they are compared, each with its place; all have the part's where they cannot be told apart. */
function unitsOf(part: string, from: number): Unit[] {
  const folded = foldForSearch(part);
  const apart = [...part.matchAll(UNIT)].flatMap((unit) => {
    const place = { from: from + unit.index, to: from + unit.index + unit[0].length };
    return [...foldForSearch(unit[0])].map((letter) => ({ letter, ...place }));
  });
  const units =
    apart.map((unit) => unit.letter).join("") === folded
      ? apart
      : [...folded].map((letter) => ({ letter, from, to: from + part.length }));
  return units.filter((unit) => isWritten(unit.letter));
}

function isWritten(letter: string): boolean {
  return /[\p{L}\p{N}\p{M}]/u.test(letter);
}

function shorten(word: string): string {
  return word.length <= MOST_LETTERS ? word : [...word].slice(0, MOST_LETTERS).join("");
}
