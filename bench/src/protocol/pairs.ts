import { judgeNoise, type Noise, waitForQuiet } from "./gate.ts";
import { median } from "./statistics.ts";

/** What one run of one side found. `errors`: what was wrong with its answers; a fast wrong run is a failed run. */
export type Run = {
  readonly figures: Readonly<Record<string, number>>;
  readonly noise: Noise;
  readonly errors: readonly string[];
};
export type Pair = { readonly floor: Run; readonly product: Run; readonly void: string | null };
export type Plan = {
  /** Quiet pairs wanted, and how many void ones are tried before it is left not measured. */
  readonly pairs: number;
  readonly mostVoid: number;
  readonly patienceMs: number;
};

/** Floor, product, product, floor, …: the order alternates, so that a drift of the machine hits both. */
export async function runPairs(
  plan: Plan,
  roots: () => readonly number[],
  side: { floor: () => Promise<Run>; product: () => Promise<Run> },
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let n = 0; ; n += 1) {
    const quiet = pairs.filter((pair) => pair.void === null).length;
    if (quiet >= plan.pairs || pairs.length - quiet >= plan.mostVoid) return pairs;
    const waited = await waitForQuiet(roots(), plan.patienceMs);
    const [first, second] = n % 2 === 0 ? [side.floor, side.product] : [side.product, side.floor];
    const a = await first();
    const b = await second();
    const [floor, product] = n % 2 === 0 ? [a, b] : [b, a];
    pairs.push({ floor, product, void: voidReason(waited, floor, product) });
  }
}

/** Undefined: both runs were quiet. */
export function voidReason(waited: boolean, floor: Run, product: Run): string | null {
  const reasons = [
    ...(waited ? [] : ["no quiet start"]),
    ...[floor, product].flatMap((run) => {
      const verdict = judgeNoise(run.noise);
      return verdict.quiet ? [] : [verdict.reason];
    }),
  ];
  return reasons.length === 0 ? null : reasons.join("; ");
}

export type Ratio = { readonly median: number; readonly least: number; readonly most: number };

/** Product over floor, pair by pair. */
export function ratioOf(pairs: readonly Pair[], product: string, floor = product): Ratio | undefined {
  const ratios = pairs.flatMap((pair) => {
    const over = pair.product.figures[product];
    const under = pair.floor.figures[floor];
    return over === undefined || under === undefined || under === 0 ? [] : [over / under];
  });
  if (ratios.length === 0) return undefined;
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}
