import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CannotStart } from "./cannot-start.ts";
import { processMark } from "./living-process.ts";

export type FolderLock = { release(): Promise<void> };
type Holder = { pid: number; mark: string; host: string; nonce: string };

const beatMs = 5_000;
const silentMs = 3 * beatMs;

/**
 * Makes this process the only Guichet on the folder until `release` or death, kill -9 included.
 * On the same host a dead holder is known by its pid and start time. A holder on another host (a container that shares
 * the volume has pids of its own) counts as dead after 15 s without a sign of life.
 * @throws CannotStart when a living Guichet has the folder
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, "guichet.lock");
  const own: Holder = {
    pid: process.pid,
    mark: processMark(process.pid) ?? "",
    host: hostname(),
    nonce: randomUUID(),
  };
  while (!(await tryLock(path, own))) await clearDeadHolder(path, folder, own);
  const heart = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), beatMs);
  heart.unref();
  return {
    async release() {
      clearInterval(heart);
      if ((await readHolder(path))?.nonce === own.nonce) await rm(path, { force: true });
    },
  };
}

/** Whether a living Guichet has the folder. */
export async function isFolderLocked(folder: string): Promise<boolean> {
  const path = join(folder, "guichet.lock");
  const holder = await readHolder(path);
  return holder !== undefined && (await isHolderAlive(path, holder));
}

/** The link appears with its whole content or not at all, and for one contender only. */
async function tryLock(path: string, own: Holder): Promise<boolean> {
  const draft = `${path}.${own.nonce}`;
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  if ((await readHolder(path))?.nonce !== own.nonce) return false;
  // A contender who takes the dead holder's file away may hit ours instead, and puts it back: look once more.
  await sleep(20);
  return (await readHolder(path))?.nonce === own.nonce;
}

async function clearDeadHolder(path: string, folder: string, own: Holder): Promise<void> {
  const holder = await readHolder(path);
  if (holder?.nonce === own.nonce) return;
  if (holder && (await isHolderAlive(path, holder))) {
    const where = holder.host === hostname() ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.host}`;
    throw new CannotStart(`The folder ${folder} is in use by another Guichet (${where}). Stop it first.`);
  }
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    if ((await readHolder(aside))?.nonce !== holder?.nonce) await link(aside, path);
  } catch (error) {
    if (!isCode(error, "ENOENT") && !isCode(error, "EEXIST")) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function isHolderAlive(path: string, holder: Holder): Promise<boolean> {
  if (holder.host === hostname()) return processMark(holder.pid) === holder.mark;
  const beatAt = await lastBeatAt(path);
  for (let waited = 0; waited < silentMs; waited += 500) {
    await sleep(500);
    const laterBeatAt = await lastBeatAt(path);
    if (laterBeatAt === undefined) return false;
    if (laterBeatAt !== beatAt) return true;
  }
  return false;
}

/** Only compared with itself: clocks of two hosts differ. */
async function lastBeatAt(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.mtimeMs;
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return undefined;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
