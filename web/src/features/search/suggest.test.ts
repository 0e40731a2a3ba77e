import fc from "fast-check";
import { expect, it } from "vitest";
import { accept, type SearchNames, suggest } from "./suggest.ts";

const names: SearchNames = {
  channel: ["Web shop", "Mail"],
  topic: ["Billing", "Bad delivery", "Élan"],
  tag: ["urgent"],
  assignee: ["Kai Wong", "Ana Wong"],
};
const offered = (text: string, caret = text.length) => suggest(text, caret, names).map((one) => one.label);
const taken = (text: string, place = 0) => {
  const chosen = suggest(text, text.length, names)[place];
  return chosen && accept(text, chosen).text;
};

it.each([
  ["to", ["topic:"]],
  ["-t", ["-topic:", "-tag:"]],
  ["refund a", ["assignee:", "after:"]],
  ["topic:", ["Billing", "Bad delivery", "Élan"]],
  ["topic:b", ["Billing", "Bad delivery"]],
  ["topic:deliv", ["Bad delivery"]],
  ["topic:elan", []],
  ["topic:ela", ["Élan"]],
  ["assignee:", ["me", "nobody", "Kai Wong", "Ana Wong"]],
  ["assignee:wo", ["Kai Wong", "Ana Wong"]],
  ["is:re", ["resolved"]],
  ["before:", ["today", "yesterday", "7d", "30d", "3m", "1y"]],
  ['"to', []],
  ["refund ", []],
  ["", []],
  ["nothing", []],
])("W136 %j offers %j", (text, labels) => expect(offered(text)).toEqual(labels));

it("W136 what is chosen replaces the piece at the caret; a name with spaces is quoted", () => {
  expect(taken("refund to")).toBe("refund topic:");
  expect(taken("topic:bad")).toBe('topic:"Bad delivery" ');
  expect(taken("-channel:w")).toBe('-channel:"Web shop" ');
  const [middle] = suggest("topic:bi late", 8, names);
  expect(middle && accept("topic:bi late", middle)).toEqual({ text: "topic:Billing late", caret: 14 });
});

it("W136 whatever is typed and wherever the caret stands, a choice leaves everything else as it was", () => {
  const text = fc.array(fc.constantFrom("topic:", "b", " ", '"', "-", "is:", "to", "x", "“"), { maxLength: 10 });
  fc.assert(
    fc.property(text, fc.nat(40), (pieces, at) => {
      const typed = pieces.join("");
      for (const one of suggest(typed, at, names)) {
        const after = accept(typed, one).text;
        expect(after.startsWith(typed.slice(0, one.from) + one.text)).toBe(true);
        expect(after.endsWith(typed.slice(one.to).trimStart())).toBe(true);
      }
    }),
  );
});
