import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { flattenCatalog } from "../../locales/catalog.ts";
import { enApart } from "../../locales/en-apart.ts";
import { actionsNamed, actionWords, kindsOfActions } from "./action-words.ts";

const server = join(import.meta.dirname, "../../../../server/src");
const english = flattenCatalog(enApart);
const words = (action: string): string => actionWords(action, (key) => english[key] ?? key);

it("W170 an action of a newer server shows its own name", () => {
  expect(words("user.created")).toBe("Agent added");
  expect(words("routing.changed")).toBe("routing.changed");
});

it("W170 every action that the server writes into the log has words", () => {
  // A network's own names of its fields are none of ours.
  const files = globSync("**/*.ts", { cwd: server, exclude: ["connectors/x/**"] }).filter(
    (file) => !/\.test(-kit)?\.ts$/.test(file),
  );
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

it("W170 an action is looked for by its words on the screen, and every one by what it changes", () => {
  const say = (key: string): string => english[key] ?? key;
  expect(actionsNamed("agent add", say)).toEqual(["user.created"]);
  expect(actionsNamed("", say)).toEqual([]);
  const all = actionsNamed("a", say).concat(actionsNamed("c", say), actionsNamed("d", say));
  const kinds = kindsOfActions(say).map((kind) => kind.value);
  expect(all.length).toBeGreaterThan(20);
  expect(all.filter((action) => !kinds.includes(action.split(".")[0] ?? ""))).toEqual([]);
});
