import type { Database } from "../db/index.ts";
import { deleteGoneCollections, deleteGoneItems, deleteUnsavedFiles } from "./sweep-knowledge.sql.ts";

const KEPT_DAYS = 30;
const UNSAVED_DAYS = 7;
const STEP = 500;

/**
 * For a job: what was deleted 30 days ago is gone for good, and so are uploads that nobody saved. Bytes follow with the
 * sweep of files. Answers how many rows went.
 */
export async function sweepKnowledge({
  database: { system },
  now,
}: {
  readonly database: Pick<Database, "system">;
  readonly now: () => Date;
}): Promise<number> {
  const ago = (days: number) => new Date(now().getTime() - days * 86_400_000);
  const items = await deleteGoneItems(system, ago(KEPT_DAYS), STEP);
  const collections = await deleteGoneCollections(system, ago(KEPT_DAYS), STEP);
  return items + collections + (await deleteUnsavedFiles(system, ago(UNSAVED_DAYS), STEP));
}
