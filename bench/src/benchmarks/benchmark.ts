import type { SizeName } from "../data/sizes.ts";
import type { Options } from "../options.ts";
import type { Cluster } from "../product/cluster.ts";
import type { World } from "../product/world.ts";
import type { Pair } from "../protocol/pairs.ts";

export type Bench = {
  readonly cluster: Cluster;
  readonly options: Options;
  world(size: SizeName): Promise<World>;
};

/** `figure`: measured, without a goal of its own. `miss` says by how much and why; `not_measured` why not. A void pair never makes a pass or a miss of wall time. */
export type Verdict = "pass" | "miss" | "figure" | "not_measured";
export type Row = {
  readonly what: string;
  readonly floor: string;
  readonly product: string;
  readonly ratio: string;
  readonly goal: string;
  readonly verdict: Verdict;
  readonly why: string;
};
export type Outcome = {
  readonly rows: readonly Row[];
  /** Wrong answers: any of these makes the benchmark a failure. */
  readonly errors: readonly string[];
  /** For the JSON file: all pairs and single figures. */
  readonly pairs?: readonly Pair[];
  readonly detail?: unknown;
};
export type Benchmark = {
  readonly name: string;
  readonly title: string;
  /** Reads nothing but the queue: the only kind that a size without messages can be asked for. */
  readonly readsQueueOnly?: true;
  run(bench: Bench): Promise<Outcome>;
};
