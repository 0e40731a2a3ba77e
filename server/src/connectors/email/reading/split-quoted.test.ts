import fc from "fast-check";
import { expect, test } from "vitest";
import { splitQuoted } from "./split-quoted.ts";

const answer = "Thank you!\n\nAda\n\n";

test.each([
  ["marks", "> old\n> older\n"],
  ["On … wrote", "On Sun, 22 Nov 2026 at 16:00, Support <s@shop.example> wrote:\n\n> old\n"],
  ["On … wrote over two lines", "On Sun, 22 Nov 2026 at 16:00, Support of the Shop\n<s@shop.example> wrote:\n> old\n"],
  ["French", "Le dim. 22 nov. 2026 à 16:00, Support <s@shop.example> a écrit :\n> vieux\n"],
  ["German", "Am 22.11.2026 um 16:00 schrieb Support:\n> alt\n"],
  ["Spanish", "El dom, 22 nov 2026 a las 16:00, Support escribió:\n> viejo\n"],
  ["Italian", "Il giorno dom 22 nov 2026 Support ha scritto:\n> vecchio\n"],
  ["Dutch", "Op zo 22 nov. 2026 om 16:00 schreef Support:\n> oud\n"],
  ["Polish", "W dniu 22.11.2026 o 16:00, Support napisał:\n> stary\n"],
  ["Gmail's dated form", "2026-11-22 16:00 GMT+01:00 Support <s@shop.example>:\n> old\n"],
  ["text quoted without marks", "On Sun, 22 Nov 2026, Support wrote:\n\nold words\nmore old words"],
  ["Outlook's separator", "-----Original Message-----\nFrom: Support\nSent: Sunday\n\nold"],
  ["Outlook's separator in French", "-----Message d'origine-----\nDe : Support\n\nvieux"],
  [
    "Outlook's header block",
    "________________________________\nFrom: Support <s@shop.example>\nSent: Sunday, 22 November 2026\nTo: Ada\nSubject: Re: Hello\n\nold",
  ],
  ["Outlook's header block in French", "De : Support\nEnvoyé : dimanche\nÀ : Ada\nObjet : Re\n\nvieux"],
  ["Outlook's header block in German", "Von: Support\nGesendet: Sonntag\nAn: Ada\nBetreff: Re\n\nalt"],
  ["a forwarded mail", "---------- Forwarded message ---------\nFrom: Support\nDate: Sunday\n\nold"],
])("a quotation by %s is folded", (_title, quoted) => {
  expect(splitQuoted(`${answer}${quoted}`)).toEqual({ visible: answer, quoted });
});

test.each([
  ["no quotation", "Hello\n\nAda"],
  ["answers between the lines", "> Where?\nHere.\n> When?\nNow.\n"],
  ["a quotation and then the answer", "On Sunday, Support wrote:\n> Where is it?\n\nIn the garden."],
  ["nothing but a quotation", "> old\n> older"],
  ["nothing but a forwarded mail", "---------- Forwarded message ---------\nFrom: Support\n\nold"],
  ["a sentence that begins with On", "On Monday I wrote a letter.\nNobody answered."],
  ["a line From: alone", "From: now on\nI pay nothing."],
  ["a mark in the middle", "if a > b\nthen c"],
  ["an empty text", ""],
])("%s is not folded", (_title, text) => {
  expect(splitQuoted(text)).toEqual({ visible: text, quoted: "" });
});

test("both parts together are always the text", () => {
  const line = fc.constantFrom(
    "> x",
    "On a b c, d wrote:",
    "From: a",
    "Sent: b",
    "To: c",
    "",
    "words",
    "-----Original Message-----",
    "Le 1 a écrit :",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 12 }), (lines) => {
      const text = lines.join("\n");
      const { visible, quoted } = splitQuoted(text);
      expect(visible + quoted).toBe(text);
      expect(text.trim() === "" || visible.trim() !== "").toBe(true);
    }),
  );
});
