import { compileMessage } from "@lingui/message-utils/compileMessage";
import { expect, it } from "vitest";
import { withFrenchSpaces } from "./french-spaces.ts";

it("S02 French punctuation is not left alone at the beginning of a line", () => {
  expect(withFrenchSpaces("Supprimer {name} ?")).toBe("Supprimer {name}\u202f?");
  expect(withFrenchSpaces("Le sujet « Facturation » : ajouté ; fini")).toBe(
    "Le sujet «\u00a0Facturation\u00a0»\u00a0: ajouté\u202f; fini",
  );
});

it("S02 compiled French messages get their spaces too, at any depth", () => {
  const message = "{count, plural, one {# cas : {name} ?} other {# cas}}";
  expect(withFrenchSpaces(compileMessage(message))).toEqual(
    compileMessage("{count, plural, one {# cas\u00a0: {name}\u202f?} other {# cas}}"),
  );
});
