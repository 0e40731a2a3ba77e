import { PLATFORM_ATTRIBUTES } from "@guichet/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Connector, InboundItem, Parsed, RawDelivery } from "../connector.ts";
import type { BatchBench, ConnectorBench } from "./bench-options.ts";
import { damaged } from "./damaged.ts";
import type { Fixture } from "./read-fixtures.ts";

type Parse = (fixture: Pick<Fixture, "path" | "headers" | "body">) => Promise<Parsed>;

export function benchParsing<Settings, Mode extends string>(
  connector: Connector<Settings>,
  bench: ConnectorBench<Settings, Mode>,
): void {
  const parse: Parse = async ({ path, headers, body }) => {
    const delivery: RawDelivery = { id: "delivery-1", path, headers, body, receivedAt: bench.now };
    return connector.parse(delivery, [bench.channel]);
  };
  describeFixtures(bench.fixtures, parse);
  // What somebody's own website or program tells has names of theirs.
  if (connector.platform !== "api" && connector.platform !== "messenger") describeNames(bench.fixtures, parse);
  describeJunk(bench.fixtures, parse);
  if (bench.batch !== undefined) describeBatch(bench.batch, parse);
}

function describeFixtures(fixtures: readonly Fixture[], parse: Parse): void {
  test.each(fixtures.map((fixture) => [fixture.title, fixture] as const))("%s", async (_title, fixture) => {
    const parsed = await parse(fixture);
    expect(parsed.items).toMatchObject(fixture.items);
    expect(parsed.items).toHaveLength(fixture.items.length);
    expect(parsed.problems).toMatchObject(fixture.problems);
    expect(parsed.problems).toHaveLength(fixture.problems.length);
    expectStorable(parsed);
  });

  test("I19 the same bytes always give the same items, and parsing leaves them as they are", async () => {
    for (const fixture of fixtures) {
      const before = Buffer.from(fixture.body);
      const first = await parse(fixture);
      expect(await parse(fixture)).toEqual(first);
      expect(Buffer.from(fixture.body).equals(before)).toBe(true);
    }
  });
}

function describeNames(fixtures: readonly Fixture[], parse: Parse): void {
  test("W160 what is told of a contact has a name that every user can read", async () => {
    const known: ReadonlySet<string> = new Set(PLATFORM_ATTRIBUTES);
    for (const fixture of fixtures)
      for (const { party } of (await parse(fixture)).items)
        for (const name of Object.keys(party.attributes ?? {})) expect(known, fixture.title).toContain(name);
  });
}

function describeJunk(fixtures: readonly Fixture[], parse: Parse): void {
  const path = fixtures[0]?.path ?? "";
  const headers = fixtures[0]?.headers ?? {};

  test("I14 junk bytes never throw and never vanish without a trace", async () => {
    const junk = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }),
      fc.json().map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(junk, async (body) => expectTrace(await parse({ path, headers, body }))),
      { numRuns: 300 },
    );
  });

  test("I14 a damaged recording never throws and never vanishes without a trace", async () => {
    const broken = fc
      .constantFrom(...fixtures)
      .chain((fixture) => damaged(fixture.body).map((body) => ({ ...fixture, body })));
    await fc.assert(
      fc.asyncProperty(broken, async (fixture) => expectTrace(await parse(fixture))),
      { numRuns: 300 },
    );
  });
}

function describeBatch({ wrap, good, unknownKind }: BatchBench, parse: Parse): void {
  const send = (elements: readonly unknown[]) => parse({ path: "", headers: {}, body: wrap(elements) });

  test("I14 one bad element never loses its neighbours", async () => {
    const bad = fc.anything({ withNullPrototype: false, maxDepth: 3 }).map(toJson);
    await fc.assert(
      fc.asyncProperty(fc.array(bad, { maxLength: 5 }), fc.array(bad, { maxLength: 5 }), async (before, after) => {
        const { items } = await send([...before, good("fine-1"), ...after, good("fine-2")]);
        const found = items.flatMap((item) => (item.type === "message" ? [item.externalId] : []));
        expect(found).toEqual(expect.arrayContaining(["fine-1", "fine-2"]));
      }),
    );
  });

  test("I2 a repeated element keeps its key", async () => {
    const { items } = await send([good("same"), good("same")]);
    expect(items.map((item) => item.type === "message" && item.externalId)).toEqual(["same", "same"]);
  });

  test("I14 a kind nobody knows is kept as unknown", async () => {
    const { items, problems } = await send([unknownKind, good("fine")]);
    expect(items.map((item) => item.type)).toEqual(["unknown", "message"]);
    expect(problems).toEqual([]);
  });
}

function toJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? "null");
  } catch {
    return null;
  }
}

function expectTrace(parsed: Parsed): void {
  expect(parsed.items.length + parsed.problems.length).toBeGreaterThan(0);
  expectStorable(parsed);
}

/** PostgreSQL refuses NUL, and a lone surrogate has no UTF-8 form; a context has 16 kB. */
function expectStorable({ items, problems }: Parsed): void {
  expectCleanStrings({ items, problems });
  for (const item of items) {
    expect(Number.isSafeInteger(item.occurredAt)).toBe(true);
    expect(item.party.externalId).not.toBe("");
    if (item.type === "message") expectMessage(item);
  }
}

function expectMessage(item: Extract<InboundItem, { type: "message" }>): void {
  expect(item.externalId).not.toBe("");
  expect(Buffer.byteLength(JSON.stringify(item.context ?? {}))).toBeLessThanOrEqual(16 * 1024);
}

function expectCleanStrings(value: unknown): void {
  if (typeof value === "string") expect(value.isWellFormed() && !value.includes("\0")).toBe(true);
  else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      expectCleanStrings(key);
      expectCleanStrings(inner);
    }
  }
}
