import { expect, it } from "vitest";
import { foldQuote } from "./fold-quote.ts";

it.each([
  ["English", "Thanks!\n\nOn Mon, 2 Nov 2026 at 10:00, Guichet <a@b.example> wrote:\n> Hello\n> there", "Thanks!"],
  ["French", "Merci\n\nLe lun. 2 nov. 2026 à 10:00, Guichet <a@b.example> a écrit :\n> Bonjour", "Merci"],
  ["a broken introduction", "Yes\n\nOn Monday, 2 November 2026 at ten,\nGuichet <a@b.example>\nwrote:\n> Hello", "Yes"],
  ["an original message", "See below\n\n-----Original Message-----\nFrom: Anna\nHello", "See below"],
  ["a trailing quote without introduction", "No.\n\n> Will you?\n> Really?\n", "No."],
])("folds the quote of %s", (_, text, shown) => {
  const folded = foldQuote(text);
  expect(folded.shown).toBe(shown);
  expect(folded.quoted).not.toBe("");
});

it.each([
  ["a text without quote", "On Monday I wrote:\nhello"],
  ["answers between the quoted lines", "On Mon, 2 Nov 2026, Anna wrote:\n> one?\nyes\n> two?\nno"],
  ["nothing but a quote", "> only this"],
  ["nothing", ""],
])("leaves %s as it is", (_, text) => {
  expect(foldQuote(text)).toEqual({ shown: text, quoted: "" });
});
