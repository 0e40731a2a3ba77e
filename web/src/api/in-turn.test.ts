import { expect, it } from "vitest";
import { inTurn, isUnderWay } from "./in-turn.ts";

it("the later change waits for the earlier one, whatever becomes of that; others do not", async () => {
  const done: string[] = [];
  let goOn = () => {};
  const first = inTurn("a", async () => {
    await new Promise<void>((resolve) => (goOn = resolve));
    done.push("first");
    throw new Error("refused");
  });
  let finish = () => {};
  const second = inTurn("a", async () => {
    await new Promise<void>((resolve) => (finish = resolve));
    done.push("second");
  });
  await inTurn("b", async () => done.push("other"));
  expect(done).toEqual(["other"]);
  expect([isUnderWay("a"), isUnderWay("b")]).toEqual([true, false]);
  goOn();
  await expect(first).rejects.toThrow("refused");
  expect(isUnderWay("a")).toBe(true);
  finish();
  await second;
  expect(done).toEqual(["other", "first", "second"]);
  expect(isUnderWay("a")).toBe(false);
});
