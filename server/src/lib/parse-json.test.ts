import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";

const limits = { maxDepth: 20, maxKeys: 1_000, maxBytes: 100_000 };

test("ordinary JSON is parsed, from text and from bytes", () => {
  const value = { text: 'a "quoted" \\ [[[[{{{ text, , ,', list: [1, 2.5, null, true], é: "😀" };
  expect(parseJson(JSON.stringify(value), limits)).toEqual({ ok: true, value });
  expect(parseJson(Buffer.from(JSON.stringify(value)), limits)).toEqual({ ok: true, value });
});

test("I14 bytes that are not UTF-8 are repaired", () => {
  const bytes = Buffer.concat([Buffer.from('"a'), Buffer.from([0xff]), Buffer.from('"')]);
  expect(parseJson(bytes, limits)).toEqual({ ok: true, value: "a\uFFFD" });
});

test.each(["", " ", "{", "[1,]", "nul", '{"a":1}}', '"open', "<html>", "undefined", '"\\', "]]]]"])(
  "F-10 garbage %j is a result, not an error",
  (text) => {
    expect(parseJson(text, limits)).toEqual({ ok: false, reason: "not_json" });
  },
);

test("F-20 too many bytes are refused without reading them", () => {
  expect(parseJson("é".repeat(60_000), limits)).toEqual({ ok: false, reason: "too_large" });
});

test("F-20 200,000 levels are refused before parsing", () => {
  const text = "[".repeat(200_000) + "]".repeat(200_000);
  expect(parseJson(text, { ...limits, maxBytes: 1e6 })).toEqual({ ok: false, reason: "too_deep" });
});

test("F-20 the deepest allowed level passes, the next is refused", () => {
  const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  expect(parseJson(nested(20), limits).ok).toBe(true);
  expect(parseJson(nested(21), limits)).toEqual({ ok: false, reason: "too_deep" });
});

test("F-20 too many keys or items are refused", () => {
  const object = JSON.stringify(Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [n, 0])));
  const empties = `[${Array.from({ length: 600 }, () => "[]").join(",")}]`;
  expect(parseJson(object, limits)).toEqual({ ok: false, reason: "too_many_keys" });
  expect(parseJson(empties, limits)).toEqual({ ok: false, reason: "too_many_keys" });
  expect(parseJson(JSON.stringify(Array.from({ length: 1_000 }, () => 0)), limits).ok).toBe(true);
});

test.each([
  '{"__proto__":{"polluted":1}}',
  '{"a":[{"b":{"__proto__":null}}]}',
  '{"\\u005f_proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"a":{"\\u0063onstructor":{"prototype":1}}}',
])("S39 %s is refused and changes no prototype", (text) => {
  expect(parseJson(text, limits)).toEqual({ ok: false, reason: "forbidden_key" });
  expect("polluted" in {}).toBe(false);
});

test("S39 the same words as values or as an ordinary attribute pass", () => {
  const value = { text: "__proto__ and constructor", constructor: "Peugeot", prototype: 1 };
  expect(parseJson(JSON.stringify(value), limits)).toEqual({ ok: true, value });
});

test("S36 a hostile 100 kB text is judged in under 50 ms", () => {
  const texts = ["\\".repeat(1e5), '"\\'.repeat(5e4), '"'.repeat(1e5), "[,".repeat(5e4), '"__proto__",'.repeat(8e3)];
  const wide = { maxDepth: 1e6, maxKeys: 1e6, maxBytes: 1e6 };
  for (const text of texts) {
    const started = process.cpuUsage().user;
    parseJson(text, wide);
    expect((process.cpuUsage().user - started) / 1_000).toBeLessThan(50);
  }
});

test("whatever JSON.parse accepts within the limits gives the same value", () => {
  const wide = { maxDepth: 1_000, maxKeys: 1e6, maxBytes: 1e7 };
  fc.assert(
    fc.property(fc.json(), (text) => {
      const parsed = parseJson(text, wide);
      if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(text));
      else expect(parsed.reason).toBe("forbidden_key");
    }),
  );
});
