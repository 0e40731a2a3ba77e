import { expect, it } from "vitest";
import { changeLines } from "./change-lines.ts";

it("W170 the audit log shows each field that changed, and only those", () => {
  expect(changeLines({ name: "A", locale: "en" }, { name: "B", locale: "en" })).toEqual([
    { field: "name", before: "A", after: "B" },
  ]);
});

it("W170 what was made has nothing before it", () => {
  expect(changeLines(null, { name: "B", channels: [{ role: "viewer" }] })).toEqual([
    { field: "name", before: "", after: "B" },
    { field: "channels", before: "", after: '[{"role":"viewer"}]' },
  ]);
});

it("W170 a change without details has no lines", () => {
  expect(changeLines(null, null)).toEqual([]);
});
