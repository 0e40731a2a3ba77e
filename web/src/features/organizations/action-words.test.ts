import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { flattenCatalog } from "../../locales/catalog.ts";
import { enApart } from "../../locales/en-apart.ts";
import { actionWords } from "./action-words.ts";

const server = join(import.meta.dirname, "../../../../server/src");
const english = flattenCatalog(enApart);
const words = (action: string): string => actionWords(action, (key) => english[key] ?? key);

it("W170 an action of a newer server shows its own name", () => {
  expect(words("user.created")).toBe("Agent added");
  expect(words("routing.changed")).toBe("routing.changed");
});

it("W170 every action that the server writes into the log has words", () => {
  const files = globSync("**/*.ts", { cwd: server }).filter((file) => !/\.test(-kit)?\.ts$/.test(file));
  const texts = files.map((file) => readFileSync(join(server, file), "utf8"));
  const actions = texts
    .flatMap((text) => [
      ...(text.includes("appendSettingsChange") ? text.matchAll(/action: "([a-z_]+\.[a-z_]+)"/g) : []),
      ...text.matchAll(/"(user\.[a-z_]+)"/g),
    ])
    .map((found) => found[1] ?? "");
  expect(actions.length).toBeGreaterThan(5);
  expect([...new Set(actions)].filter((action) => words(action) === action)).toEqual([]);
});
