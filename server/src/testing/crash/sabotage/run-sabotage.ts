import type { Violation } from "../history/history.ts";
import { playScenario } from "../scenario.ts";
import { makeSabotagedSource } from "./sabotaged-source.ts";
import { hurry, type Sabotage } from "./sabotages.ts";

export type Caught = { readonly caught: boolean; readonly violations: readonly Violation[] };

/** Plays the load against the broken product: was what it breaks found? */
export async function runSabotage(sabotage: Sabotage): Promise<Caught> {
  const source = makeSabotagedSource(sabotage.edits ?? []);
  try {
    const sql = [...hurry.sql, ...(sabotage.sql ?? [])];
    const { violations } = await playScenario({ ...hurry, ...sabotage, sql, root: source.root });
    return { caught: violations.some(({ invariant }) => sabotage.breaks.includes(invariant)), violations };
  } finally {
    source.remove();
  }
}
