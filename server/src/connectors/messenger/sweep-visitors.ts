import type { Database } from "../../db/index.ts";
import type { FileStore } from "../../files/index.ts";
import { deleteUploadsBefore } from "./uploads/uploads.sql.ts";
import { overBefore } from "./visitor/session-life.ts";
import { deleteSessionsBefore } from "./visitor/visitors.sql.ts";

const dayMs = 24 * 3_600_000;
const unsentLifeMs = 7 * dayMs;
/** Longer than raw deliveries are kept: until then a message that failed may be tried again and want its files. */
const heldLifeMs = 31 * dayMs;
/** What a round leaves is taken by the next one. */
const STEP = 500;
const STEPS_A_ROUND = 20;

/** For a job, once an hour: takes away sessions that are over and uploads that never found their message, with their bytes. */
export async function sweepVisitors(deps: {
  readonly database: Database;
  readonly files: FileStore;
  readonly now: () => Date;
}): Promise<{ readonly sessions: number; readonly uploads: number }> {
  const now = deps.now();
  const sessions = await deleteSessionsBefore(deps.database.system, overBefore(now));
  const ago = (life: number) => new Date(now.getTime() - life);
  const before = { unsent: ago(unsentLifeMs), held: ago(heldLifeMs) };
  let uploads = 0;
  for (let step = 0; step < STEPS_A_ROUND; step += 1) {
    const gone = await deleteUploadsBefore(deps.database.system, before, STEP);
    // Whoever is killed here leaves files that no row names: the sweep of files finds them.
    for (const { file } of gone) if (file !== null) await deps.files.remove(file);
    uploads += gone.length;
    if (gone.length < STEP) break;
  }
  return { sessions, uploads };
}
