import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEnvelope } from "./read-envelope.ts";

const read = (value: unknown) => readEnvelope(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)));

describe("an envelope", () => {
  test("every change and every messaging event of every entry, each with its path and its account", () => {
    const { object, notices, problems } = read({
      object: "page",
      entry: [
        {
          id: "1",
          time: 1_700_000_000,
          changes: [
            { field: "feed", value: { a: 1 } },
            { field: "x", value: {} },
          ],
        },
        { id: 2, time: 1_700_000_000_123, messaging: [{ b: 1 }], standby: [{ c: 1 }] },
        { id: "3", time: 1_700_000_000, field: "comments", value: { d: 1 } },
      ],
    });
    expect(object).toBe("page");
    expect(problems).toEqual([]);
    expect(notices.map(({ accountId, list, field, sentAt, path }) => [accountId, list, field, sentAt, path])).toEqual([
      ["1", "changes", "feed", 1_700_000_000_000, "/entry/0/changes/0"],
      ["1", "changes", "x", 1_700_000_000_000, "/entry/0/changes/1"],
      ["2", "messaging", "", 1_700_000_000_123, "/entry/1/messaging/0"],
      ["2", "standby", "", 1_700_000_000_123, "/entry/1/standby/0"],
      ["3", "changes", "comments", 1_700_000_000_000, "/entry/2"],
    ]);
  });

  test("I14 one bad element loses no neighbour", () => {
    const good = { id: "1", changes: [null, { field: "messages", value: { ok: 1 } }, { field: "f", value: null }, 7] };
    const { notices, problems } = read({ entry: [null, { changes: [] }, good, { id: "4" }, { id: "5", changes: {} }] });
    expect(notices.map(({ value }) => value)).toEqual([{ ok: 1 }]);
    expect(problems.map(({ path }) => path)).toEqual([
      ...["/entry/0", "/entry/1/id", "/entry/2/changes/0", "/entry/2/changes/2/value", "/entry/2/changes/3"],
      ...["/entry/3", "/entry/4/changes"],
    ]);
  });

  test("numbers that are too long for one keep every digit, and keys of prototypes do no harm", () => {
    const body =
      '{"entry":[{"id":12345678901234567890,"__proto__":{"id":"x"},"changes":[{"field":"f","value":{"constructor":{"prototype":{"a":1}},"__proto__":{"polluted":1},"n":9007199254740993}}]}]}';
    const { notices } = read(body);
    expect(notices).toMatchObject([{ accountId: "12345678901234567890", value: { n: "9007199254740993" } }]);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    expect(Object.keys(notices[0]?.value ?? {})).toEqual(["n"]);
  });

  test("I14 junk never throws and always leaves a trace", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (json) => {
        const { notices, problems } = read(json);
        expect(notices.length + problems.length).toBeGreaterThan(0);
      }),
    );
    for (const body of ["", "[]", "{}", '{"entry":[]}', '{"entry":[{"id":"1","changes":[]}]}', "\u0000"])
      expect(read(body).problems.length).toBeGreaterThan(0);
  });
});
