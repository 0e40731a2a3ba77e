import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createPacedCounts } from "./paced-counts.ts";

describe("counts that many ask for at once", () => {
  it("W41 W53 two hundred who ask for the same are given one answer", async () => {
    const paced = createPacedCounts<number>();
    let counted = 0;
    const ask = () => paced("a", async () => ++counted);
    expect(new Set(await Promise.all(Array.from({ length: 200 }, ask)))).toEqual(new Set([1]));
  });

  it("W41 W53 nobody is given what was counted before they asked", async () => {
    const paced = createPacedCounts<number>();
    let waiting = 3;
    const count = async () => {
      const found = waiting;
      await wait(20);
      return found;
    };
    const early = paced("a", count);
    // It is being counted now; what comes meanwhile is no part of it.
    await wait(5);
    waiting = 4;
    const [late, later] = [paced("a", count), paced("a", count)];
    expect([await early, await late, await later]).toEqual([3, 4, 4]);
  });

  it("W41 W53 however often it is asked for, it is counted a twentieth of the time", async () => {
    const paced = createPacedCounts<number>();
    const begun: number[] = [];
    const took: number[] = [];
    for (let n = 0; n < 3; n += 1)
      await paced("a", async () => {
        begun.push(performance.now());
        await wait(10);
        took.push(performance.now() - (begun.at(-1) ?? 0));
        return n;
      });
    // A timer may ring within the millisecond before.
    for (const n of [0, 1]) expect((begun[n + 1] ?? 0) - (begun[n] ?? 0)).toBeGreaterThan(20 * (took[n] ?? 0) - 2);
  });

  it("I22 another key is another answer; a count that fails fails for those who waited, and not for the next", async () => {
    const paced = createPacedCounts<string>();
    expect(await Promise.all([paced("a", async () => "a"), paced("b", async () => "b")])).toEqual(["a", "b"]);
    const broken = () => paced("c", () => Promise.reject(new Error("away")));
    expect((await Promise.allSettled([broken(), broken()])).map((one) => one.status)).toEqual(["rejected", "rejected"]);
    expect(await paced("c", async () => "c")).toBe("c");
  });
});
