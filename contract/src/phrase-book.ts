import { type MessageText, type PhraseOperator, piecesOf, readPhrases } from "./phrases.ts";
import { createTally } from "./tally.ts";

/** The phrases of many conditions, looked for in a message together. */
export type PhraseBook = {
  /** Made once for many messages. Undefined: without a phrase nothing fits, whatever is asked, so that what is broken matches nothing. */
  place(operator: PhraseOperator, values: readonly string[]): number | undefined;
  /** Of each condition, by its place: 1, it fits; 0, it does not. Good until the next message is read. */
  read(text: MessageText): Uint8Array;
  /** One condition by itself. */
  prepare(operator: PhraseOperator, values: readonly string[]): (text: MessageText) => boolean;
};

/** Of so few phrases it is quicker to see first whether any of them stands in the message at all. */
const FEW = 24;

type Where = "within" | "first" | "last";
/** The places of the conditions that ask for the phrase there. */
type Phrase = Readonly<Record<Where, number[]>> & { foundIn: number };
/** Where the pieces so far lead, and the phrase that ends here. */
type Step = { readonly next: Map<string, Step>; phrase: Phrase | undefined };

/**
 * Message and phrase are pieces between bounds, and a phrase is found where its pieces follow one another. So the phrases
 * stand in a tree by their pieces, a message is walked through it once, and each condition counts how many of its phrases
 * were found, until so many turn its answer: asking it is a look at the answer. What a message costs hangs on its length and
 * on how many phrases begin as it goes on, not on how many there are.
 */
export function createPhraseBook(): PhraseBook {
  const root: Step = { next: new Map(), phrase: undefined };
  /** The phrases without their bounds: where one is found, it stands as a string. */
  const strings = new Set<string>();
  const tally = createTally();
  let known: MessageText | undefined;
  let reading = 0;

  /** All conditions look at one message after another: it is walked through for the first of them. */
  function read(text: MessageText): Uint8Array {
    if (text === known) return tally.answers();
    known = undefined;
    tally.begin();
    reading += 1;
    if (strings.size > FEW || holdsAny(text.folded)) walk(text.pieces);
    known = text;
    return tally.answers();
  }

  function walk(pieces: readonly string[]): void {
    for (let from = 0; from < pieces.length; from += 1) {
      let step = root.next.get(pieces[from] ?? "");
      for (let to = from; step !== undefined; step = step.next.get(pieces[to] ?? "")) {
        if (step.phrase !== undefined) note(step.phrase, from === 0, to === pieces.length - 1);
        to += 1;
      }
    }
  }

  function holdsAny(folded: string): boolean {
    for (const one of strings) if (folded.includes(one)) return true;
    return false;
  }

  function note(phrase: Phrase, isFirst: boolean, isLast: boolean): void {
    if (isFirst) add(phrase.first);
    if (isLast) add(phrase.last);
    if (phrase.foundIn === reading) return;
    phrase.foundIn = reading;
    add(phrase.within);
  }

  function add(places: readonly number[]): void {
    for (const at of places) tally.find(at);
  }

  function place(operator: PhraseOperator, values: readonly string[]): number | undefined {
    const marked = readPhrases(values);
    if (marked.length === 0) return undefined;
    known = undefined;
    const isThere = operator !== "none_of" && operator !== "not_all_of";
    const wantsAll = operator === "all_of" || operator === "not_all_of";
    const at = tally.add(isThere ? 0 : 1, wantsAll ? marked.length : 1);
    const where = operator === "begins_with" ? "first" : operator === "ends_with" ? "last" : "within";
    for (const one of marked) {
      const pieces = piecesOf(one);
      phraseAt(root, pieces)[where].push(at);
      strings.add(pieces.join(""));
    }
    return at;
  }

  return {
    place,
    read,
    prepare(operator, values) {
      const at = place(operator, values);
      return at === undefined ? () => false : (text) => read(text)[at] === 1;
    },
  };
}

/** In the tree, grown where it does not reach that far. */
function phraseAt(root: Step, pieces: readonly string[]): Phrase {
  let step = root;
  for (const piece of pieces) {
    const next = step.next.get(piece) ?? { next: new Map(), phrase: undefined };
    step.next.set(piece, next);
    step = next;
  }
  step.phrase ??= { within: [], first: [], last: [], foundIn: 0 };
  return step.phrase;
}
