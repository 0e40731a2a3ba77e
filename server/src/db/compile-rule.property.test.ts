import {
  evaluateRule,
  type FieldKind,
  foldFact,
  operatorsOf,
  type RuleFields,
  type RuleNode,
  readNumber,
  ruleTree,
} from "@guichet/contract";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase } from "../testing/test-database.ts";
import { compileRule, keyOf, type RuleSource } from "./compile-rule.ts";
import { type Database, openDatabase } from "./database.ts";

const SEED = 20261128;
const RUNS = 400;

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const created = await createTestDatabase();
  drop = created.drop;
  database = await openDatabase({ url: created.url, connections: 2 });
});
afterAll(async () => {
  await database?.close();
  await drop?.();
});

const FIELDS: RuleFields = new Map<string, FieldKind>([
  ["name", "text"],
  ["mobile", "phone"],
  ["orders", "number"],
  ["since", "date"],
  ["vip", "yes_no"],
  ["tier", "choice"],
  ["topics", "set"],
  ["says", "message"],
]);

/** Few values, so that they meet; and those at which two ways of comparing would part. */
const WORDS: Record<FieldKind, readonly string[]> = {
  text: [
    "Gold",
    "gold",
    " GOLD ",
    "Gölden",
    "Go\u0308lden",
    "İstanbul",
    "straße",
    "STRASSE",
    "%",
    "_",
    "\\",
    "'",
    "🙂a",
    "ﬁ",
    "g",
    "old",
    "x".repeat(300),
    `${"x".repeat(300)}y`,
    "a\tb",
    "",
  ],
  phone: ["+33 6 12", "+33612", "0612", "06 12", "+", "(06)12", ""],
  number: ["0", "-0", "1", "1.0", "01", "1.5", "1.50", "-2", "10", "9", "999999999999999", "0.1", "x", ""],
  date: ["2026-02-28", "2026-03-01", "2025-12-31", "2026-02-30", "9999-12-31", ""],
  yes_no: ["yes", "no", "maybe"],
  choice: ["Gold", "gold", "Silver", "None", ""],
  set: ["a", "b", "A", "{}", '"', ",", "NULL"],
  message: [
    "win",
    "a winner wins",
    "Win, lose",
    " to  win\n",
    "WİN",
    "e\u0301",
    "e",
    "é",
    "退款",
    "我要退款vip",
    "vip",
    "👍",
    "ok👍🏽",
    "👨‍👩‍👧",
    ".*",
    "a.*b",
    "%",
    "_",
    "\\",
    "'",
    "می‌خواهم",
    "میخواهم",
    "ΟΔΟΣ",
    "οδός οδος",
    "2",
    "1",
    "0",
    "",
    " , ,",
    "\u0001",
    `${"win ".repeat(40)}end`,
  ],
};

const conditionOn = (...fields: string[]): fc.Arbitrary<RuleNode> =>
  fc.constantFrom(...fields).chain((field) => {
    const kind = FIELDS.get(field) ?? "text";
    return fc.record({
      type: fc.constant("condition" as const),
      field: fc.constant(field),
      // Now and then one that its kind does not have.
      operator: fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...operatorsOf(kind)) },
        fc.constantFrom(...operatorsOf("text"), ...operatorsOf("set")),
      ),
      values: fc.array(fc.constantFrom(...WORDS[kind]), { maxLength: 3 }),
    });
  });
const group = (of: fc.Arbitrary<RuleNode>): fc.Arbitrary<RuleNode> =>
  fc.record({ type: fc.constantFrom("all" as const, "any" as const), nodes: fc.array(of, { maxLength: 3 }) });
const treeOf = (condition: fc.Arbitrary<RuleNode>) =>
  group(fc.oneof({ weight: 2, arbitrary: condition }, group(fc.oneof(condition, group(condition)))));
const tree = treeOf(conditionOn(...FIELDS.keys(), "gone"));

/** Several of them, with what may stand between. */
const said = fc
  .array(fc.tuple(fc.constantFrom(...WORDS.message), fc.constantFrom("", " ", "  ", "-", "x", "\u0301", "客")), {
    maxLength: 3,
  })
  .map((parts) => parts.flat().join(""));

type Thing = Readonly<Record<string, string | readonly string[] | undefined>>;
const thing: fc.Arbitrary<Thing> = fc.record(
  Object.fromEntries(
    [...FIELDS].map(([field, kind]) => [
      field,
      kind === "set"
        ? fc.uniqueArray(fc.constantFrom(...WORDS.set), { maxLength: 3 })
        : fc.option(kind === "message" ? said : fc.constantFrom(...WORDS[kind]), { nil: undefined }),
    ]),
  ),
);

/** The value as a table holds it: folded, its first characters, its number. */
function sourceIn(of: Thing): (field: string) => RuleSource | undefined {
  return (field) => {
    const kind = FIELDS.get(field);
    if (kind === undefined) return undefined;
    const value = of[field];
    if (kind === "set") return { set: sql`${[...(typeof value === "object" ? value : [])]}::text[]` };
    const folded = typeof value === "string" ? foldFact(kind, value) : undefined;
    const number = typeof value === "string" && kind === "number" ? readNumber(value) : undefined;
    return {
      where: (test) => sql`exists (
        select from (values (${folded ?? null}::text, ${folded === undefined ? null : keyOf(folded)}::text, ${number ?? null}::float8)) as v(folded, key, number)
        where ${test({ text: sql`v.folded`, key: sql`v.key`, number: sql`v.number` })})`,
    };
  };
}

it.each([
  ["all kinds of fields", tree],
  ["what messages say", treeOf(conditionOn("says"))],
])(
  `W115 W116 R28 memory and SQL agree on whom a rule fits, for random trees and data: %s (seed ${SEED})`,
  async (_, tree) => {
    const seen = { fits: 0, not: 0 };
    await fc.assert(
      fc.asyncProperty(tree, fc.array(thing, { minLength: 3, maxLength: 6 }), async (rule, things) => {
        const selected = sql.join(things.map((one) => compileRule(rule, FIELDS, sourceIn(one))));
        const found = await sql<{ fits: (boolean | null)[] }>`select array[${selected}]::boolean[] as fits`.execute(
          database.system,
        );
        const inMemory = things.map((one) => evaluateRule(rule, FIELDS, (field) => one[field]));
        expect(found.rows[0]?.fits, JSON.stringify({ rule, things })).toEqual(inMemory);
        for (const fits of inMemory) seen[fits ? "fits" : "not"] += 1;
      }),
      { numRuns: RUNS, seed: SEED },
    );
    // Trees that fit nothing, or everything, would prove nothing.
    expect(seen.fits).toBeGreaterThan(RUNS / 4);
    expect(seen.not).toBeGreaterThan(RUNS / 4);
  },
  120_000,
);

it("W115 every tree that the property test draws and that is small enough passes the contract's door", () => {
  fc.assert(
    fc.property(tree, (rule) => {
      expect(ruleTree.safeParse(rule).success).toBe(!JSON.stringify(rule).includes("x".repeat(201)));
    }),
    { numRuns: 200, seed: SEED },
  );
});
