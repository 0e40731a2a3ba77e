import type { Database } from "../db/index.ts";
import type { FileStore } from "../files/index.ts";
import { deleteUnsentUploads } from "./kept-files.sql.ts";

const STEP = 500;
/** What a round leaves is taken by the next one. */
const STEPS_A_ROUND = 20;

/**
 * For a job: takes away what agents uploaded and did not send within the seven days that drafts live, with its bytes. Answers
 * how many. Whoever is killed between row and bytes leaves a file that no row names, which the sweep of files finds.
 */
export async function sweepUploads(deps: {
  readonly database: Pick<Database, "system">;
  readonly files: Pick<FileStore, "remove">;
  readonly now: () => Date;
}): Promise<number> {
  let swept = 0;
  for (let step = 0; step < STEPS_A_ROUND; step += 1) {
    const gone = await deleteUnsentUploads(deps.database.system, deps.now(), STEP);
    for (const { file } of gone) if (file !== null) await deps.files.remove(file);
    swept += gone.length;
    if (gone.length < STEP) break;
  }
  return swept;
}
