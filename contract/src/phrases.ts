/**
 * What phrases mean in a message (analytics, 2). Text and phrase are folded to one form: whatever the case, the spaces and the
 * signs that nobody sees. A phrase is found on word boundaries: where it begins or ends with a letter or a digit, no other may
 * touch it; emoji and punctuation are found anywhere.
 *
 * Three things the specification leaves open. Scripts that write without blanks (Chinese, Japanese, Thai, Khmer …) have no
 * boundaries to hold, so that their phrases are found inside of running text, and a Latin word or a number between their
 * letters stands alone. A letter is never cut from its marks: `e` is not found in `é`, however that was typed. Signs without
 * a picture of their own (joiners, direction marks, variation selectors, soft hyphens) are as if they were not there.
 *
 * Where a phrase may begin or end depends on two neighbours alone. So it is written into the text once, as a sign, and into
 * the phrase as well: looking for a phrase is then looking for a string, in time linear in the text, here and in SQL alike
 * (`server/src/db/compile-phrases.ts`).
 */
export const BOUND = "\u0001";

/**
 * A message made ready for many phrases. `folded`: in the one form in which they are compared. `marked`: with a sign wherever a
 * phrase may begin or end; made when somebody asks for it, for it is most of the work. `pieces`: what stands between the signs.
 */
export type MessageText = {
  readonly folded: string;
  readonly marked: string;
  readonly pieces: readonly string[];
  readonly words: number;
};

let last: { readonly text: string; readonly read: MessageText } | undefined;

/** All rules look at one message after another: it is read for the first of them. */
export function readMessageText(text: string): MessageText {
  if (last?.text === text) return last.read;
  const read = toMessageText(foldMessage(text));
  last = { text, read };
  return read;
}

function toMessageText(folded: string): MessageText {
  let marked: string | undefined;
  let pieces: readonly string[] | undefined;
  return {
    folded,
    get marked() {
      marked ??= markBounds(folded);
      return marked;
    },
    get pieces() {
      pieces ??= piecesOf(this.marked);
      return pieces;
    },
    get words() {
      return folded === "" ? 0 : folded.split(" ").length;
    },
  };
}

/** Of a message without words: what nothing is found in. */
export const NO_TEXT: MessageText = { folded: "", marked: BOUND, pieces: [""], words: 0 };

/** The letters of flags (U+E0020 …) are no picture either, but tell one from another. */
const UNSEEN = /(?![\u{E0020}-\u{E007F}])\p{Default_Ignorable_Code_Point}/gu;
const BLANKS = /\p{White_Space}+/gu;

/** Letters of western Europe, each in one piece: of these, only capitals and blanks have more than one form. */
const PLAIN = /^[\n\x20-\x7e\u00a1-\u00ac\u00ae-\u012f\u0131-\u017f]*$/;
const PLAIN_BLANKS = /\n| {2,}/;

/** Also one letter: Σ, σ and ς, which small letter it is depends on its place; İ and i. */
export function foldMessage(text: string): string {
  if (PLAIN.test(text)) {
    const small = text.toLowerCase();
    return (PLAIN_BLANKS.test(small) ? small.replaceAll(BLANKS, " ") : small).trim();
  }
  return text
    .toWellFormed()
    .replaceAll(BOUND, "")
    .replaceAll(UNSEEN, "")
    .normalize("NFC")
    .toLowerCase()
    .replaceAll("ς", "σ")
    .replaceAll(/i\u0307+/g, "i")
    .normalize("NFC")
    .replaceAll(BLANKS, " ")
    .trim();
}

/** A folded text with its bounds; of no text, the one bound. */
export function markBounds(folded: string): string {
  let marked = "";
  let before = OTHER;
  for (const character of folded) {
    const now = classOf(character);
    marked += mayCut(before, now) ? BOUND + character : character;
    before = now;
  }
  return marked + BOUND;
}

/** What stands between the bounds of a marked text, the first and the last of which are at its ends. */
export function piecesOf(marked: string): string[] {
  return marked.slice(BOUND.length, -BOUND.length).split(BOUND);
}

/** May a phrase end after the one, or begin with the other? */
function mayCut(before: number, after: number): boolean {
  if ((after & MARK) !== 0 && (before & WORD) !== 0) return false;
  return (before & after & WORD) === 0 || ((before | after) & UNSPACED) !== 0;
}

const OTHER = 0;
/** A letter, a digit, or a mark on one. */
const WORD = 1;
const MARK = 2;
/** Of a script that writes without blanks. */
const UNSPACED = 4;
const KNOWN = 8;

const IN_WORD = /[\p{L}\p{N}\p{M}]/u;
const ON_LETTER = /\p{M}/u;
const IN_UNSPACED =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tai_Le}\p{sc=New_Tai_Lue}\p{sc=Tai_Tham}\p{sc=Tai_Viet}\p{sc=Javanese}\p{sc=Balinese}]/u;

/** Asking what a character is costs more than all else: what it is stays known, of all that people write. */
const classes = new Uint8Array(0x3_0000);

function classOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  const known = classes[point] ?? 0;
  if (known !== 0) return known;
  const found =
    KNOWN |
    (IN_WORD.test(character) ? WORD : 0) |
    (ON_LETTER.test(character) ? MARK : 0) |
    (IN_UNSPACED.test(character) ? UNSPACED : 0);
  if (point < classes.length) classes[point] = found;
  return found;
}

const COMMAS = /[,，、،]/u;

/**
 * One text field, separated by commas (those of other keyboards too); a phrase may contain blanks. What is empty is left out,
 * what says the same is there once, each as it was written.
 */
export function parsePhrases(list: string): string[] {
  const phrases = new Map<string, string>();
  for (const part of list.split(COMMAS)) {
    const folded = foldMessage(part);
    if (folded !== "" && !phrases.has(folded)) phrases.set(folded, part.replaceAll(BLANKS, " ").trim());
  }
  return [...phrases.values()];
}

/** The phrases of a condition as they are looked for, each once: folded, with their bounds. */
export function readPhrases(values: readonly string[]): string[] {
  const folded = new Set(values.flatMap(parsePhrases).map(foldMessage));
  return [...folded].map(markBounds);
}

export const PHRASE_OPERATORS = ["begins_with", "ends_with", "any_of", "all_of", "none_of", "not_all_of"] as const;
export type PhraseOperator = (typeof PHRASE_OPERATORS)[number];

/** A whole number of words, as it may be asked for; undefined: it is none. */
export function readWordCount(value: string): number | undefined {
  return /^\s*\d{1,5}\s*$/.test(value) ? Number(value) : undefined;
}
