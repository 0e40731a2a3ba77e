import type { Database } from "../../db/index.ts";
import type { FileStore } from "../../files/index.ts";
import { deleteUploadsBefore } from "./uploads/uploads.sql.ts";
import { overBefore } from "./visitor/session-life.ts";
import { deleteSessionsBefore } from "./visitor/visitors.sql.ts";

/** Longer than raw deliveries are kept: until then a message that failed may be tried again and want its files. */
const uploadLifeMs = 31 * 24 * 3_600_000;

/** For a job, once an hour: takes away sessions that are over and uploads that never found their message, with their bytes. */
export async function sweepVisitors(deps: {
  readonly database: Database;
  readonly files: FileStore;
  readonly now: () => Date;
}): Promise<{ readonly sessions: number; readonly uploads: number }> {
  const now = deps.now();
  const sessions = await deleteSessionsBefore(deps.database.system, overBefore(now));
  const uploads = await deleteUploadsBefore(deps.database.system, new Date(now.getTime() - uploadLifeMs));
  for (const { file } of uploads) if (file !== null) await deps.files.remove(file);
  return { sessions, uploads: uploads.length };
}
