import { makeVectors, sliceOf, type Vector } from "../../../server/src/testing/xss/vectors.ts";
import { type Canary, openCanary } from "./canary.ts";

const OF_EACH_FORM = 1;
const FEW = 5;

/** The hostile texts of one test file, and the listener that they try to call. */
export type Corpus = {
  readonly canary: Canary;
  readonly vectors: readonly Vector[];
  /** Those no longer than a field takes. */
  fitting(most: number): readonly Vector[];
};

/** Is this `npm run security`, which draws the whole corpus in every place? `npm test` draws a slice of every form. */
export function isWholeDrill(): boolean {
  return process.env.SECURITY_DRILL === "whole";
}

export async function openCorpus(): Promise<Corpus> {
  const canary = await openCanary();
  const all = makeVectors(canary.address);
  const vectors = isWholeDrill() ? all : sliceOf(all, OF_EACH_FORM);
  return { canary, vectors, fitting: (most) => vectors.filter(({ text }) => text.length <= most) };
}

/** Of many the few whose own pages are opened one by one: some of every form, or, for `npm test`, five. */
export function fewOf(vectors: readonly Vector[], ofEachForm = 2): readonly Vector[] {
  const some = sliceOf(vectors, ofEachForm);
  return isWholeDrill() ? some : some.filter((_, at) => at % Math.ceil(some.length / FEW) === 0);
}

/** In pieces of so many. */
export function piecesOf<One>(all: readonly One[], size: number): One[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}

/** Many hostile texts as one: each on its own line. */
export function linesOf(vectors: readonly Vector[], show: Show = (vector) => vector.text): string {
  return vectors.map(show).join("\n");
}

/** A hostile text as it stands in one place. */
export type Show = (vector: Vector) => string;

/** What one field shows is not taken for another's. The addition is a comment to scripts and a text to markup. */
export function inSink(sink: string): Show {
  return ({ text }) => `${text}//${sink}`;
}
