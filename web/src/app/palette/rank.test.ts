import { expect, it } from "vitest";
import { rank, remember } from "./rank.ts";

const commands = [
  { id: "new", label: "Go to New" },
  { id: "assign", label: "Assign…" },
  { id: "settings", label: "Go to Settings" },
  { id: "theme", label: "Change theme", search: "dark light" },
  { id: "resolved", label: "Aller à Résolues" },
];
const ids = (typed: string, recent: readonly string[] = []): string[] =>
  rank(commands, typed, recent).map((command) => command.id);

it("W98 the palette puts the beginning of a name before the middle of one", () => {
  expect(ids("s")[0]).toBe("settings");
  expect(ids("ass")).toEqual(["assign"]);
});

it("W98 the palette finds beginnings of words, other words, and does without accents", () => {
  expect(ids("gts")).toEqual(["settings"]);
  expect(ids("dark")).toEqual(["theme"]);
  expect(ids("resolues")).toEqual(["resolved"]);
});

it("W98 the palette shows what was used last first", () => {
  expect(ids("", ["theme", "assign"]).slice(0, 2)).toEqual(["theme", "assign"]);
  expect(ids("go to", ["settings"])[0]).toBe("settings");
});

it("W98 recent use is kept once each, newest first", () => {
  expect(remember(["a", "b"], "b")).toEqual(["b", "a"]);
});
