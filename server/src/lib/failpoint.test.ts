import { afterEach, expect, test } from "vitest";
import { failpoint, failpointNames, installFailpoints } from "./failpoint.ts";

let remove: (() => void) | undefined;
afterEach(() => remove?.());

test("a failpoint does nothing until a handler is installed", () => {
  expect(failpoint("inbound.after_claim")).toBeUndefined();
});

test("an installed handler can throw, wait, and be taken away", async () => {
  const seen: string[] = [];
  remove = installFailpoints((name) => {
    seen.push(name);
    if (name === "media.after_row") throw new Error("killed");
    return Promise.resolve();
  });
  await failpoint("outbound.after_commit");
  expect(() => failpoint("media.after_row")).toThrow("killed");
  remove();
  await failpoint("outbound.after_mark");
  expect(seen).toEqual(["outbound.after_commit", "media.after_row"]);
});

test("every failpoint has one name", () => {
  expect(new Set(failpointNames).size).toBe(failpointNames.length);
});
