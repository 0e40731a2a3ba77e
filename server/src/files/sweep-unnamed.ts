import { randomInt } from "node:crypto";
import type { FileStore } from "./file-store.ts";

/** Which of these keys are named by rows of one kind. */
export type FindNamed = (keys: readonly string[]) => Promise<readonly string[]>;

export type FileSweepDeps = {
  readonly files: Pick<FileStore, "list" | "remove">;
  /** One for each table that names files: what none of them names belongs to nobody. */
  readonly named: readonly FindNamed[];
  /** Since when this database holds an organization; undefined: it holds none. */
  readonly foundedAt: () => Promise<Date | undefined>;
  readonly now: () => Date;
  /** Where the first round begins: by chance, so that restarts do not leave the same folders out. */
  readonly firstFolder?: number;
};

/** A file is written before its row is; a row that is not there a day later will not come. */
const GRACE_MS = 24 * 3_600_000;
const FOLDERS = 256;
const FOLDERS_A_ROUND = 16;
const FILES_A_ROUND = 5000;
const BATCH = 1000;

/**
 * Takes away files that no row names any more: of deleted messages, and what crashes left behind. Each call does a bounded
 * round and the next one goes on from there; a round that is killed is simply done again. It answers how many are gone.
 *
 * A key is random and named by its writer alone, so a file of a day that nobody names cannot be named later. Files older than
 * the organization are another database's: whoever points a new database at an old folder loses nothing.
 */
export function createFileSweep(deps: FileSweepDeps): () => Promise<number> {
  let folder = deps.firstFolder ?? randomInt(FOLDERS);
  return async () => {
    const foundedAt = await deps.foundedAt();
    if (foundedAt === undefined) return 0;
    const before = new Date(deps.now().getTime() - GRACE_MS);
    const round = { looked: 0, removed: 0 };
    for (let n = 0; n < FOLDERS_A_ROUND && round.looked < FILES_A_ROUND; n += 1) {
      const name = folder.toString(16).padStart(2, "0");
      // First of all: a folder that cannot be read must not hold up the others.
      folder = (folder + 1) % FOLDERS;
      await sweepFolder(deps, name, { foundedAt, before }, round);
    }
    return round.removed;
  };
}

async function sweepFolder(
  deps: FileSweepDeps,
  name: string,
  { foundedAt, before }: { readonly foundedAt: Date; readonly before: Date },
  round: { looked: number; removed: number },
): Promise<void> {
  let keys: string[] = [];
  for await (const { key, modifiedAt } of deps.files.list(name)) {
    round.looked += 1;
    if (modifiedAt < foundedAt || modifiedAt > before) continue;
    keys.push(key);
    if (keys.length < BATCH) continue;
    round.removed += await removeUnnamed(deps, keys);
    keys = [];
  }
  round.removed += await removeUnnamed(deps, keys);
}

async function removeUnnamed({ files, named }: FileSweepDeps, keys: readonly string[]): Promise<number> {
  let left = [...keys];
  for (const find of named) {
    if (left.length === 0) return 0;
    const found = new Set(await find(left));
    left = left.filter((key) => !found.has(key));
  }
  for (const key of left) await files.remove(key);
  return left.length;
}
