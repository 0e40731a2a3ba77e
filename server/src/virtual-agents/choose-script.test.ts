import type { Script } from "@guichet/contract";
import { expect, it } from "vitest";
import { chooseScript } from "./choose-script.ts";

const of = (language: string): Script => ({ language, inside: `${language} in`, outside: `${language} out` });

it.each([
  ["the contact's own", ["en", "fr"], "fr", "fr in"],
  ["that of their country first", ["en", "fr", "fr-CA"], "fr-CA", "fr-CA in"],
  ["their language without the country", ["en", "fr"], "fr-CA", "fr in"],
  ["their language of another country", ["en", "fr-BE"], "fr-CA", "fr-BE in"],
  ["whatever its case, and with an underscore", ["en", "pt-BR"], "PT_br", "pt-BR in"],
  ["the first where there is none of theirs", ["en", "fr"], "de", "en in"],
  ["the first where theirs is not known", ["fr", "en"], null, "fr in"],
  ["the first where what was told is none", ["en", "fr"], "", "en in"],
])("R81 speaks %s", (_case, languages, language, said) => {
  expect(chooseScript(languages.map(of), language, true)).toBe(said);
});

it("R80 R81 says something else outside of business hours, and nothing where nothing is written", () => {
  expect(chooseScript([of("en")], "en", false)).toBe("en out");
  expect(chooseScript([{ language: "en", inside: "Hello", outside: "" }], "en", false)).toBe("");
  expect(chooseScript([], "en", true)).toBe("");
});
