import { readFile, writeFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { drawStatusMachine } from "./draw-status-machine.ts";

it("the drawing in docs is the table as it stands", async () => {
  const file = new URL("../../../docs/status-machine.md", import.meta.url);
  if (process.env.UPDATE_DOCS === "1") await writeFile(file, drawStatusMachine());
  expect(await readFile(file, "utf8")).toBe(drawStatusMachine());
});
