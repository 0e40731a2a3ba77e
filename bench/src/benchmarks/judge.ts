import { judgeNoise, type Noise } from "../protocol/gate.ts";
import { type Pair, ratioOf } from "../protocol/pairs.ts";
import { median } from "../protocol/statistics.ts";
import type { Row } from "./benchmark.ts";

export type Goal = {
  readonly what: string;
  readonly unit: string;
  /** Figure of the product, and of the floor where it has another name. */
  readonly figure: string;
  readonly floorFigure?: string;
  /** Ratio product / floor that is wanted, and on which side of it. */
  readonly ratio?: { readonly most: number } | { readonly least: number };
  readonly absolute?: { readonly most: number } | { readonly least: number };
  /** CPU an item is usable from noisy pairs too; wall time is not. */
  readonly usableWhenNoisy: boolean;
};

type Bound = { readonly most: number } | { readonly least: number };

/** Holds a figure of the pairs against its goal. Wall time counts from quiet pairs alone. */
export function judge(pairs: readonly Pair[], goal: Goal): Row {
  const quiet = pairs.filter((pair) => pair.void === null);
  const usable = goal.usableWhenNoisy && quiet.length === 0 ? pairs : quiet;
  const ratio = ratioOf(usable, goal.figure, goal.floorFigure);
  const product = medianOf(usable.map((pair) => pair.product.figures[goal.figure]));
  const floor = medianOf(usable.map((pair) => pair.floor.figures[goal.floorFigure ?? goal.figure]));
  const common = { what: goal.what, goal: wordGoal(goal) };
  if (product === undefined) {
    const why = [...new Set(pairs.map((pair) => pair.void))].join(" | ");
    return { ...common, floor: "–", product: "–", ratio: "–", verdict: "not_measured", why: `every pair void: ${why}` };
  }
  const misses = [...missOf("ratio", ratio?.median, goal.ratio), ...missOf(goal.unit, product, goal.absolute)];
  const spread = ratio === undefined ? "–" : `${round(ratio.median)} (${round(ratio.least)}–${round(ratio.most)})`;
  const noisy = quiet.length === 0 ? `noisy machine, wall time not counted; ` : "";
  return {
    ...common,
    floor: floor === undefined ? "–" : `${round(floor)} ${goal.unit}`,
    product: `${round(product)} ${goal.unit}`,
    ratio: spread,
    verdict: misses.length > 0 ? "miss" : goal.ratio === undefined && goal.absolute === undefined ? "figure" : "pass",
    why: `${noisy}${usable.length} pair(s)${misses.length === 0 ? "" : `; ${misses.join(", ")}`}`,
  };
}

/** A single figure against a bound, where there is no floor to pair with. */
export function judgeAlone(what: string, unit: string, value: number, bound: Bound, why = ""): Row {
  const misses = missOf(unit, value, bound);
  return {
    what,
    floor: "–",
    product: `${round(value)} ${unit}`,
    ratio: "–",
    goal: `${wordBound(bound)} ${unit}`,
    verdict: misses.length === 0 ? "pass" : "miss",
    why: [...misses, ...(why === "" ? [] : [why])].join("; "),
  };
}

/** Wall time of a single run: counts only when nobody disturbed it. */
export function judgeWhenQuiet(noise: Noise, what: string, unit: string, value: number, bound: Bound, why = ""): Row {
  const verdict = judgeNoise(noise);
  if (verdict.quiet) return judgeAlone(what, unit, value, bound, why);
  return notMeasured(what, `${wordBound(bound)} ${unit}`, `disturbed: ${verdict.reason}`);
}

/** A single figure without a goal of its own. */
export function tell(what: string, unit: string, value: number, why = ""): Row {
  return { what, floor: "–", product: `${round(value)} ${unit}`, ratio: "–", goal: "", verdict: "figure", why };
}

export function notMeasured(what: string, goal: string, why: string): Row {
  return { what, floor: "–", product: "–", ratio: "–", goal, verdict: "not_measured", why };
}

function missOf(unit: string, value: number | undefined, bound: Bound | undefined): string[] {
  if (bound === undefined || value === undefined) return [];
  if ("most" in bound) return value <= bound.most ? [] : [`${unit} ${round(value)} above ${bound.most}`];
  return value >= bound.least ? [] : [`${unit} ${round(value)} below ${bound.least}`];
}

function wordGoal(goal: Goal): string {
  const parts = [
    ...(goal.ratio === undefined ? [] : [`${wordBound(goal.ratio)} × floor`]),
    ...(goal.absolute === undefined ? [] : [`${wordBound(goal.absolute)} ${goal.unit}`]),
  ];
  return parts.join(", ");
}

function wordBound(bound: Bound): string {
  return "most" in bound ? `≤ ${bound.most}` : `≥ ${bound.least}`;
}

function medianOf(values: readonly (number | undefined)[]): number | undefined {
  const present = values.filter((value) => value !== undefined);
  return present.length === 0 ? undefined : median(present);
}

export function round(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
