import { expect, it } from "vitest";
import { firstValues, nextLanguage, problemsIn } from "./responder-values.ts";

it("R81 a new one begins with a script in the Admin's language, and is not whole before it has a name and says something", () => {
  const values = firstValues("fr-CA");
  expect(values.scripts).toEqual([{ language: "fr", inside: "", outside: "" }]);
  expect([...problemsIn(values)]).toEqual(["name", "scripts"]);
  const said = { ...values, name: "Accueil", scripts: [{ language: "fr", inside: "", outside: "Fermé" }] };
  expect([...problemsIn(said)]).toEqual([]);
});

it("R81 the next script is in a language that has none", () => {
  expect(nextLanguage([{ language: "en", inside: "", outside: "" }])).toBe("fr");
  const both = ["en", "fr"].map((language) => ({ language, inside: "", outside: "" }));
  expect(["en", "fr"]).not.toContain(nextLanguage(both));
});
