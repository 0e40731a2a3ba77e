import { isSizeName, type SizeName } from "./data/sizes.ts";
import type { Plan } from "./protocol/pairs.ts";

export type Options = {
  /** Names of benchmarks; none: all of them. */
  readonly names: readonly string[];
  readonly sizes: readonly SizeName[];
  readonly quick: boolean;
  readonly plan: Plan;
  /** Seconds of load in one run. */
  readonly seconds: number;
};

/** `npm run bench -- B4 B8 --quick --size D0 --size D1`. Throws on what it does not know. */
export function readOptions(args: readonly string[]): Options {
  const names: string[] = [];
  const sizes: SizeName[] = [];
  let quick = false;
  for (let n = 0; n < args.length; n += 1) {
    const word = args[n] ?? "";
    if (word === "--quick") quick = true;
    else if (word === "--size") {
      n += 1;
      const size = args[n] ?? "";
      if (!isSizeName(size)) throw new Error(`--size is D0, D1, D2 or D3, not ${size}`);
      sizes.push(size);
    } else if (/^B\d+[A-Z]?$/i.test(word)) names.push(word.toUpperCase());
    else throw new Error(`What is ${word}? Usage: npm run bench -- [B4 B8 …] [--quick] [--size D0|D1|D2|D3]`);
  }
  return {
    names,
    quick,
    sizes: sizes.length > 0 ? sizes : ["D0", "D1"],
    plan: quick ? { pairs: 2, mostVoid: 2, patienceMs: 4000 } : { pairs: 5, mostVoid: 10, patienceMs: 120_000 },
    seconds: quick ? 8 : 60,
  };
}
