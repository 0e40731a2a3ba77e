import { describe, expect, it } from "vitest";
import { fillShorthand, readTemplateShorthand } from "./template-shorthand.ts";

describe("R168 W164 a template by its shorthand", () => {
  it.each([
    ["{{template:hello}}", { name: "hello", language: undefined, values: [] }],
    [" {{ template: hello : en_GB }} ", { name: "hello", language: "en_GB", values: [] }],
    ["{{template:hello:fr|Zoé|}}", { name: "hello", language: "fr", values: ["Zoé", ""] }],
    ["{{template:hello|a\\|b|c}}", { name: "hello", language: undefined, values: ["a\\|b", "c"] }],
    ["{{template:hello|a\\\\|b\\}}", { name: "hello", language: undefined, values: ["a\\\\", "b\\"] }],
    ["{{template:hello|}}", { name: "hello", language: undefined, values: [""] }],
    ["Hello {{template:hello}}", undefined],
    ["{{contact.first_name}}", undefined],
    ["{{template:}}", undefined],
  ])("R168 %s", (text, read) => {
    expect(readTemplateShorthand(text)).toEqual(read);
  });

  it("R168 S36 a long value that ends in a lone backslash is one value", () => {
    const value = `${"a".repeat(16_000)}\\`;
    expect(readTemplateShorthand(`{{template:hello|${value}}}`)?.values).toEqual([value]);
  });

  it.each([
    ["in their order", ["Zoé", "17"], { name: "Zoé", number: "17" }],
    ["by name", ["number=17", "Zoé"], { name: "Zoé", number: "17" }],
    ["not a name of the template's", ["a=b", "17"], { name: "a=b", number: "17" }],
    ["escaped", ["number\\=1\\|2", "17"], { name: "number=1|2", number: "17" }],
    ["too few", ["Zoé"], { name: "Zoé" }],
    ["too many", ["a", "b", "c"], undefined],
    ["twice", ["name=a", "name=b"], undefined],
  ])("R168 values %s", (_name, values, filled) => {
    expect(fillShorthand("{{name}}, your order {{number}}", values)).toEqual(filled);
  });
});
