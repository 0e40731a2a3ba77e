import { describe, expect, it, test } from "vitest";
import {
  fillMessageTemplate,
  MOST_TEMPLATES,
  messageTemplate,
  messageTemplates,
  parametersOf,
  templateParts,
  templateProblem,
} from "./templates.ts";

describe("W95 a template's parameters", () => {
  it("W95 are found once each, in the order of the text, and filled in one pass", () => {
    const body = "Hello {{name}}, order {{ number }} of {{name}}";
    expect(parametersOf(body)).toEqual(["name", "number"]);
    expect(fillMessageTemplate(body, { name: "{{number}}", number: "7" })).toBe(
      "Hello {{number}}, order 7 of {{number}}",
    );
    expect(templateParts(body).map((part) => part.text)).toEqual([
      ...["Hello ", "{{name}}", ", order ", "{{ number }}", " of ", "{{name}}"],
    ]);
  });

  it("W95 of names that every object has, none is taken for a value", () => {
    expect(fillMessageTemplate("{{constructor}} {{toString}}", {})).toBe("{{constructor}} {{toString}}");
    expect(templateProblem("{{__proto__}}")).toBe("braces");
  });

  test.each([
    ...["{{7*7}}", "{{#if a}}b{{/if}}", "{{1|upper}}", "{{constructor.constructor('return 1')()}}"],
    ...["{{1.length}}", "{{ 1 ? 2 : 3 }}", "{{__proto__.polluted}}", "{{include '/etc/passwd'}}", "{{[1]}}"],
  ])("S38 P42 P45 %s is no parameter and is not taken: there is no logic in a template", (body) =>
    expect(templateProblem(`Hello ${body}`)).toBe("braces"),
  );

  test.each([`$${"{7*7}"}`, "<%= 7*7 %>", "#{7*7}", "{% raw %}", "@(7*7)", "$1 $& $`", "<b>{{1}}</b>"])(
    "S38 P42 P45 %s stays the text that it is, in a template and in a value",
    (text) => {
      expect(fillMessageTemplate(`${text} {{2}}`, { "1": "{{2}}", "2": text })).toBe(
        `${text.replace("{{1}}", () => "{{2}}")} ${text}`,
      );
    },
  );

  test.each([
    ["Hello", undefined],
    ["{{1}} and {{2}}", undefined],
    ["{{2}} and {{1}}", undefined],
    ["{{order}} and {{name}}", undefined],
    ["{{1}} and {{3}}", "numbers"],
    ["{{0}}", "numbers"],
    ["{{1}} and {{name}}", "mixed"],
    ["{{1} and }}", "braces"],
    ["{{a b}}", "braces"],
    [Array.from({ length: 31 }, (_, n) => `{{${n + 1}}}`).join(" "), "too_many"],
  ])("W95 %s", (body, problem) => expect(templateProblem(body)).toBe(problem));
});

describe("W95 what is taken as a template", () => {
  const good = { name: "order_ready", language: "en_GB", category: "utility", status: "approved", body: "Hi {{1}}" };

  it("W95 begins its parameters with the placeholders that responses have, and no others", () => {
    expect(messageTemplate.safeParse({ ...good, prefill: { "1": "attribute.Order number" } }).success).toBe(true);
    for (const prefill of [{ "2": "contact.name" }, { "1": "contact.password" }, { "1": "contact.name|x" }])
      expect(messageTemplate.safeParse({ ...good, prefill }).success, JSON.stringify(prefill)).toBe(false);
  });

  test.each([
    { name: "a b" },
    { name: "" },
    { language: "English" },
    { category: "news" },
    { status: "gone" },
    { body: " " },
    { body: "x".repeat(4097) },
    { more: 1 },
  ])("W95 not %j", (wrong) => expect(messageTemplate.safeParse({ ...good, ...wrong }).success).toBe(false));

  it("W95 nor twice in a list, nor a list without end", () => {
    expect(messageTemplates.safeParse({ templates: [good, { ...good, language: "fr" }] }).success).toBe(true);
    expect(messageTemplates.safeParse({ templates: [good, good] }).success).toBe(false);
    const many = Array.from({ length: MOST_TEMPLATES + 1 }, (_, n) => ({ ...good, name: `t${n}` }));
    expect(messageTemplates.safeParse({ templates: many }).success).toBe(false);
  });
});
