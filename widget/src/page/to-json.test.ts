import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { toJson } from "./to-json.ts";

describe("JSON for the server", () => {
  afterEach(() => {
    Reflect.deleteProperty(Array.prototype, "toJSON");
    Reflect.deleteProperty(String.prototype, "toJSON");
  });

  it("says what JSON.stringify says", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(toJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("leaves out what is undefined", () => {
    expect(toJson({ a: undefined, b: 1, c: null })).toBe('{"b":1,"c":null}');
  });

  it("stays right on a page that teaches arrays and strings a toJSON of its own", () => {
    Object.defineProperty(Array.prototype, "toJSON", { configurable: true, value: () => "broken" });
    Object.defineProperty(String.prototype, "toJSON", { configurable: true, value: () => "broken" });
    expect(JSON.parse(toJson({ list: ["a", 'quote " and \\ and\nline'] }))).toEqual({
      list: ["a", 'quote " and \\ and\nline'],
    });
  });
});
