import type { UsableTemplate } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { findTemplates } from "./find-templates.ts";

const templateOf = (name: string, language: string, body: string): UsableTemplate => ({
  ...{ name, language, body, category: "utility", parameters: [] },
});
const all = [
  templateOf("order_ready", "en", "Your order is ready"),
  templateOf("order_ready", "fr", "Votre commande est prête"),
  templateOf("visit", "en", "See you on Monday"),
];
const found = (typed: string, locale = "en") =>
  findTemplates(all, typed, locale).map(({ name, language }) => `${name} ${language}`);

describe("W95 templates are found", () => {
  it("W95 by every word, in name, language or text, without accents", () => {
    expect(found("order ready")).toEqual(["order_ready en", "order_ready fr"]);
    expect(found("PRETE commande")).toEqual(["order_ready fr"]);
    expect(found("monday nothing")).toEqual([]);
  });

  it("W95 of one name the reader's own language comes first", () => {
    expect(found("", "fr")).toEqual(["order_ready fr", "order_ready en", "visit en"]);
  });
});
