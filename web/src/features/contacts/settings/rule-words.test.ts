import type { RuleField } from "@guichet/contract";
import type { RuleNode } from "@guichet/contract/rules";
import { expect, it } from "vitest";
import { flattenCatalog } from "../../../locales/catalog.ts";
import { en } from "../../../locales/en.ts";
import { enApart } from "../../../locales/en-apart.ts";
import type { Words } from "../../../locales/use-words.ts";
import { ruleWords } from "./rule-words.ts";

const catalog = flattenCatalog({ ...en, ...enApart });
const words = { t: (key: string) => catalog[key] ?? key, locale: "en" } as unknown as Words;
const field = (name: string, kind: RuleField["kind"], over: Partial<RuleField> = {}): RuleField => ({
  ...{ field: name, name, kind, platform: null, options: [] },
  ...over,
});
const fields = [
  field("City", "text"),
  field("Orders", "number"),
  field("Since", "date"),
  field("vip", "yes_no", { name: "" }),
];
const asks = (name: string, operator: string, ...values: string[]) =>
  ({ type: "condition", field: name, operator, values }) as RuleNode;
const cases: [string, RuleNode][] = [
  ["City is any of Lyon, Valence", asks("City", "any_of", "Lyon", "Valence")],
  ["City has no value", asks("City", "empty")],
  ["Since is on or after 3 December 2026", asks("Since", "at_least", "2026-12-03")],
  ["Orders is at least 1250", asks("Orders", "at_least", "1250")],
  ["VIP is Yes", asks("vip", "equals", "yes")],
  ["Deleted attribute contains x", asks("gone", "contains", "x")],
  [
    "City is Lyon and (VIP is Yes or Orders is more than 3)",
    {
      type: "all",
      nodes: [
        asks("City", "equals", "Lyon"),
        { type: "any", nodes: [asks("vip", "equals", "yes"), asks("Orders", "above", "3")] },
      ],
    },
  ],
  ["City is Lyon", { type: "any", nodes: [{ type: "all", nodes: [asks("City", "equals", "Lyon")] }] }],
];

it.each(cases)("W115 a rule is told as a sentence: %s", (said, rule) => {
  expect(ruleWords(rule, fields, words)).toBe(said);
});
