import { expect, it } from "vitest";
import { changeLines } from "./change-lines.ts";

const names = (id: string): string | undefined => ({ u1: "Kai Wong", c1: "Shop chat" })[id];

it("W170 the audit log shows each field that changed, and only those", () => {
  expect(changeLines({ name: "A", locale: "en" }, { name: "B", locale: "en" })).toEqual([
    { field: "name", before: "A", after: "B" },
  ]);
});

it("W170 settings inside settings are fields of their own", () => {
  const before = { settings: { imap: { host: "a.example", port: 993 } } };
  const after = { settings: { imap: { host: "b.example", port: 993 } } };
  expect(changeLines(before, after)).toEqual([
    { field: "settings.imap.host", before: "a.example", after: "b.example" },
  ]);
});

it("W170 lists name people and channels, not their ids", () => {
  expect(
    changeLines({ members: [] }, { members: [{ role: "contributor", userId: "u1" }], channelIds: ["c1"] }, names),
  ).toEqual([
    { field: "members", before: "", after: "Kai Wong · contributor" },
    { field: "channelIds", before: "", after: "Shop chat" },
  ]);
});

it("W170 switches and numbers are shown, and a change without details has no lines", () => {
  expect(changeLines({ autoAssign: false }, { autoAssign: true })).toEqual([
    { field: "autoAssign", before: "false", after: "true" },
  ]);
  expect(changeLines(null, null)).toEqual([]);
});
