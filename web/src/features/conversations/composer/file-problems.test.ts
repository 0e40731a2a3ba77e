import { expect, it } from "vitest";
import { attachmentLimits, plainFileName, uploadProblems } from "./file-problems.ts";
import type { Upload } from "./use-uploads.ts";

const MB = 1024 * 1024;
const upload = (key: string, change: Partial<Upload> = {}): Upload => ({
  ...{ key, name: `${key}.png`, type: "image/png", size: 1000, progress: 1, view: null, failed: null, preview: null },
  ...change,
});
const problemsOf = (kind: "reply" | "comment", list: readonly Upload[], platform: "email" | "loopback" = "email") =>
  [...uploadProblems(attachmentLimits(platform, kind), list)].map(([key, { type }]) => `${key} ${type}`);

it("W91 names the files that the platform would not take, and leaves the others alone", () => {
  const list = [upload("a"), upload("b", { size: 21 * MB }), upload("c", { size: 0 }), upload("d")];
  expect(problemsOf("reply", list)).toEqual(["b too_large", "c empty"]);
});

it("W91 what fitted a comment is judged anew when it becomes a reply", () => {
  const list = [upload("a")];
  expect(problemsOf("comment", list, "loopback")).toEqual([]);
  expect(problemsOf("reply", list, "loopback")).toEqual(["a none_allowed"]);
});

it("W91 the files of a mail are too large together before each is", () => {
  const list = ["a", "b"].map((key) => upload(key, { size: 13 * MB }));
  expect(problemsOf("reply", list)).toEqual(["b too_large_together"]);
});

it.each([
  ["photo.png", "photo.png"],
  ["invoice\u202Egnp.exe", "invoicegnp.exe"],
  ["a\u200Bb\u0000.txt", "ab.txt"],
])("W91 a hostile name %j is shown as what it is", (name, shown) => {
  expect(plainFileName(name)).toBe(shown);
});

it("W91 a very long name keeps its end", () => {
  const shown = plainFileName(`${"x".repeat(5000)}.pdf`);
  expect(shown.length).toBe(200);
  expect(shown.endsWith(".pdf")).toBe(true);
});
