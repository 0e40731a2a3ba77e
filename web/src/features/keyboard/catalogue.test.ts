import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NAV } from "../../app/shell/nav.ts";
import { ownersOf } from "../../ui/keymap.ts";
import { CATALOGUE } from "./catalogue.ts";
import { DEFAULT_KEYS } from "./default-keys.ts";
import { whyNot } from "./refused-keys.ts";

const source = join(import.meta.dirname, "../..");
const named = CATALOGUE.flatMap((group) => group.commands);
const ids = named.map((command) => command.id);
/** In the palette while one is in Settings: nothing one does so often that it wants a key. */
const PALETTE_ONLY = [
  "agents.add",
  "automations.add",
  "channels.add",
  "knowledge.addArticle",
  "knowledge.addCollection",
  "knowledge.addResponse",
  "skillSets.add",
  "skillSets.fallback",
];

describe("the commands that can have a key", () => {
  it("W98 are all that the product registers, and no others", () => {
    const registered = [...readIds(), ...NAV.flatMap((group) => group.entries.map((entry) => `go.${entry.to}`))];
    expect(registered.length).toBeGreaterThan(60);
    expect([...ids, ...PALETTE_ONLY].toSorted()).toEqual([...new Set(registered)].toSorted());
  });

  it("W98 stand there once", () => {
    expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
  });

  it("W98 come with keys that fit: known commands, no key twice in one place, none that the reply box would type", () => {
    expect(Object.keys(DEFAULT_KEYS).filter((id) => !ids.includes(id))).toEqual([]);
    for (const { id, inField = false } of named) {
      const keys = DEFAULT_KEYS[id] ?? [];
      expect(ownersOf({}, DEFAULT_KEYS, ids, id, keys), id).toEqual([]);
      if (inField) expect(keys.map((one) => whyNot(one, true)).filter(Boolean), id).toEqual([]);
    }
    const shared = ids.flatMap((id) => DEFAULT_KEYS[id] ?? []).toSorted();
    expect(shared.filter((keys, place) => shared[place - 1] === keys)).toEqual([
      "/",
      "a",
      "e",
      "esc",
      "h",
      "l",
      "p",
      "shift+a",
      "t",
    ]);
  });
});

/** The ids of `useCommand({ id: "…" })`, with those that are named by a constant. */
function readIds(): string[] {
  return globSync("{app,features,pages}/**/*.{ts,tsx}", { cwd: source })
    .filter((file) => !file.includes(".test."))
    .flatMap((file) => {
      const text = readFileSync(join(source, file), "utf8");
      const calls = text.split("useCommand({").slice(1);
      const written = calls.flatMap((call) => /^\s*id: (?:first \? )?"([^"]+)"/.exec(call)?.[1] ?? []);
      const constants = [...text.matchAll(/^ {2}\w+: "(conversation\.send\w*)",$/gm)].map((match) => match[1] ?? "");
      return [...written, ...(file.endsWith("send-commands.ts") ? constants : [])];
    });
}
