import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { problems } from "../../locales/en/problems.ts";
import type { Say } from "../../locales/use-words.ts";
import { reasonWords } from "./reason-words.ts";

const say = ((key: string) => problems[key.replace("problems.", "") as keyof typeof problems]) as unknown as Say;

it("I16 every listener that may put an event aside is named in words", () => {
  const server = new URL("../../../../server/src/", import.meta.url).pathname;
  const names = globSync("**/*.listeners.ts", { cwd: server }).flatMap((file) =>
    [...readFileSync(server + file, "utf8").matchAll(/^\s+name: "([^"]+)"/gm)].map(([, name]) => name ?? ""),
  );
  expect(names.length).toBeGreaterThanOrEqual(3);
  for (const name of names) expect(Object.values(problems), name).toContain(reasonWords(name, say));
});

it("a reason that is not known is shown readable", () => {
  expect(reasonWords("odd_new-kind.of", say)).toBe("Odd new kind of");
});
