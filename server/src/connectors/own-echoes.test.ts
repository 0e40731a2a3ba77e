import { expect, test } from "vitest";
import { type Candidate, judgeEcho } from "./own-echoes.sql.ts";

const file = { kind: "image", ref: "https://cdn.example/1" } as const;
const build = (change: Partial<Candidate>): Candidate => ({
  ...{ id: "own", text: "", files: 0, inFlight: true, isSending: true, isGuess: false },
  ...change,
});
/** As a platform would that takes three words at once. */
const piecesOf = (text: string): string[] => (text === "" ? [] : text.split("\n\n"));
const judge = (text: string, candidates: readonly Candidate[], media: readonly (typeof file)[] = []) =>
  judgeEcho({ text, media }, candidates, piecesOf);

test.each([
  ["the same words", "Bonjour", build({ text: "Bonjour" }), { own: "own" }],
  ["the same words with other spaces", " Bon  jour", build({ text: "Bon jour " }), { own: "own" }],
  ["other words", "Bonsoir", build({ text: "Bonjour" }), undefined],
  ["a first piece is nothing new, and settles nothing", "Un", build({ text: "Un\n\nDeux" }), "piece"],
  ["the last piece settles it", "Deux", build({ text: "Un\n\nDeux" }), { own: "own" }],
  ["of two pieces that say the same nobody knows which it is", "Un", build({ text: "Un\n\nUn" }), "piece"],
  ["what is only contained is somebody else's", "Bon", build({ text: "Bonjour" }), undefined],
  ["the text behind a file settles it", "Voilà", build({ text: "Voilà", files: 1 }), { own: "own" }],
  ["one that has left in pieces, delivered again", "Un", build({ inFlight: false }), "piece"],
] as const)("I10 an echo without a mark: %s", (_title, text, candidate, judged) => {
  expect(judge(text, [candidate])).toEqual(judged);
});

test("I10 a file that comes back is the one that left alone, or a piece", () => {
  expect(judge("", [build({ files: 1 })], [file])).toEqual({ own: "own" });
  expect(judge("", [build({ files: 2 })], [file])).toBe("piece");
  expect(judge("", [build({ files: 1, text: "Voilà" })], [file])).toBe("piece");
  expect(judge("", [build({ text: "Voilà" })], [file])).toBeUndefined();
  // Nothing leaves just now: somebody sent it with their own telephone.
  expect(judge("", [build({ files: 2, isSending: false })], [file])).toBeUndefined();
});

test("I10 a private reply, of which nobody knows to whom it goes, is meant only where nothing else can be", () => {
  const [guess, other] = [build({ id: "a", text: "Un", isGuess: true }), build({ id: "b", text: "Un", isGuess: true })];
  expect(judge("Un", [guess])).toEqual({ own: "a" });
  expect(judge("Un", [guess, build({ id: "c", text: "Un" })])).toEqual({ own: "c" });
  expect(judge("Un", [guess, other])).toBeUndefined();
});

test("I10 of several on their way the first with these words", () => {
  const sends = [build({ id: "a", text: "Un" }), build({ id: "b", text: "Deux" }), build({ id: "c", text: "Deux" })];
  expect(judge("Deux", sends)).toEqual({ own: "b" });
  expect(judge("Trois", sends)).toBeUndefined();
});
