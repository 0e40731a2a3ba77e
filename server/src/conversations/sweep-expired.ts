import type { Database } from "../db/index.ts";
import type { FileStore } from "../files/index.ts";
import { claimExpired } from "./attachment-work.sql.ts";
import { recordAttachment } from "./record-attachment.ts";

const STEP = 100;
/** What a round leaves is taken by the next one. */
const STEPS_A_ROUND = 20;

/**
 * For a job: what a platform lets be kept for a time alone (a story lives a day) is taken away when that is over, with its
 * bytes; the message shows that it was there. Answers how many. Whoever is killed between row and bytes leaves a file that no
 * row names, which the sweep of files finds.
 */
export async function sweepExpired(deps: {
  readonly database: Database;
  readonly files: Pick<FileStore, "remove">;
  readonly now: () => Date;
}): Promise<number> {
  let swept = 0;
  for (let step = 0; step < STEPS_A_ROUND; step += 1) {
    const due = await claimExpired(deps.database, deps.now(), STEP);
    for (const { file, ...job } of due) {
      const isGone = await recordAttachment(deps.database, job, { expired: true, now: deps.now() });
      if (isGone && file !== null) await deps.files.remove(file);
    }
    swept += due.length;
    if (due.length < STEP) break;
  }
  return swept;
}
