import type { Violation } from "../history/history.ts";
import { playScenario } from "../scenario.ts";
import { makeSabotagedSource } from "./sabotaged-source.ts";
import { hurry, type Sabotage } from "./sabotages.ts";

export type Caught = { readonly caught: boolean; readonly violations: readonly Violation[] };

/** What is broken shows when two things meet; a load that was too slow to bring them together is played again. */
const MOST_PLAYS = 3;

/** Plays the load against the broken product: was what it breaks found? */
export async function runSabotage(sabotage: Sabotage): Promise<Caught> {
  const source = makeSabotagedSource(sabotage.edits ?? []);
  try {
    const sql = [...hurry.sql, ...(sabotage.sql ?? [])];
    const seen: Violation[] = [];
    for (let play = 1; play <= MOST_PLAYS; play += 1) {
      const { violations } = await playScenario({ ...hurry, ...sabotage, sql, root: source.root });
      seen.push(...violations);
      if (seen.some(({ invariant }) => sabotage.breaks.includes(invariant))) return { caught: true, violations: seen };
    }
    return { caught: false, violations: seen };
  } finally {
    source.remove();
  }
}
