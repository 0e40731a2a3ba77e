import { expect, test } from "vitest";
import { SCRIPTS } from "../contacts/scripts.ts";
import { chooseLabels } from "./choose-labels.ts";

test("W103 a colleague knows what most contacts of the example write about, in every language", () => {
  const openings = SCRIPTS.map((script) => script.opening.join(" "));
  const sorted = openings.filter((text) => chooseLabels(text).topic !== undefined);
  expect(sorted.length / openings.length).toBeGreaterThan(0.7);
});

test("the first words that fit decide, and where none fit nothing is said", () => {
  expect(chooseLabels("My parcel AL-57790 says delivered, but there is nothing here.")).toEqual({
    topic: "Delivery",
    tag: "Complaint",
  });
  expect(chooseLabels("Bonjour, je voudrais une facture. Merci")).toEqual({ topic: "Invoices", tag: "Praise" });
  expect(chooseLabels("Hello")).toEqual({ topic: undefined, tag: undefined });
});
