import { rescoreNext } from "../../conversations/index.ts";
import type { Ctx } from "../../db/index.ts";
import { inRounds, NOTHING_DONE, type RoundDeps, type Step } from "../in-rounds.ts";
import { listDueRescorings, takeRescoring, writeRescored } from "./rescorings.sql.ts";

/** So many conversations in one transaction: none of them is held for long. */
const STEP = 500;

/** For a job (R79): after a change of what is answered sooner, all that is open gets its priority afresh. */
export function createRescoringWork(deps: RoundDeps): () => Promise<void> {
  return inRounds(deps, listDueRescorings, takeStep);
}

async function takeStep(ctx: Ctx): Promise<Step> {
  const at = await takeRescoring(ctx);
  if (at === undefined) return NOTHING_DONE;
  const after = at.at_identity === null || at.at_id === null ? undefined : { identityId: at.at_identity, id: at.at_id };
  const { last, changed } = await rescoreNext(ctx, after, STEP);
  await writeRescored(ctx, last);
  return { more: last !== undefined, changed };
}
