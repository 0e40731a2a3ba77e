import { expect, it } from "vitest";
import type { Words } from "../../locales/use-words.ts";
import { placeWords, problemWord } from "./problem-words.ts";

const words: Words = { t: (key, values) => `${key} ${JSON.stringify(values)}`, locale: "en" };

it("R22 a place in a file counts from one, and a line is told in the reader's language", () => {
  expect(placeWords("automations.0.do.2.topic", words)).toBe("automations › 1 › do › 3 › topic");
  expect(placeWords("line 12", words)).toBe('rulesFile.line {"line":"12"}');
});

it("R22 a problem that is not known yet is still told", () => {
  expect([problemWord("alias"), problemWord("of a newer server")]).toEqual([
    "rulesFile.problem_alias",
    "rulesFile.problem_wrong_value",
  ]);
});
