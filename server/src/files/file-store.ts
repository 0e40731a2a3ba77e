import { randomBytes } from "node:crypto";
import { open, opendir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { isDiskFull } from "../lib/is-disk-full.ts";
import { type FileType, sniffBytes, sniffType } from "./sniff-type.ts";
import { type Content, ContentTooLarge, syncFolder, type Written, writeDurably } from "./write-durably.ts";

export type StoredFile = {
  ok: true;
  /** Where it is kept: random, without any part of its name. */
  key: string;
  size: number;
  /** Hexadecimal. */
  sha256: string;
  type: FileType;
};
export type FileRefused = { ok: false; reason: "too_large" };

/** First and last byte, both included. */
export type ByteRange = { start: number; end: number };
export type OpenedFile = { size: number; stream: Readable };
export type ListedFile = { key: string; size: number; modifiedAt: Date };

export type FileStore = {
  /** Stores content durably before it answers. An error of the source or the disk is thrown and leaves nothing behind. */
  put(content: Content, limits: { maxBytes: number }): Promise<StoredFile | FileRefused>;
  /** Undefined when there is no such file, whatever the key looks like. `size` is that of the whole file. */
  open(key: string, range?: ByteRange): Promise<OpenedFile | undefined>;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
  /** Every stored file, or those whose keys begin with these two digits. */
  list(folder?: string): AsyncIterable<ListedFile>;
  /** Removes what crashed writers left more than a day ago; returns how many. */
  removeUnfinished(now: Date): Promise<number>;
};

const keyShape = /^[0-9a-f]{40}$/;
const unfinishedFolder = "unfinished";
const dayMs = 24 * 3_600_000;

export type FileStoreOptions = {
  readonly root: string;
  /** A file could not be stored for want of room; told once a minute at most. */
  readonly onFull?: () => void;
};

/** Files in folders below `root`, two levels of 256 so that no folder grows huge. */
export function createFileStore({ root, onFull = () => undefined }: FileStoreOptions): FileStore {
  const pathOf = (key: string) => join(root, key.slice(0, 2), key.slice(2, 4), key);
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = (error: unknown): never => {
    if (isDiskFull(error) && performance.now() - toldAt > 60_000) {
      toldAt = performance.now();
      onFull();
    }
    throw error;
  };
  return {
    async put(content, { maxBytes }) {
      const key = randomBytes(20).toString("hex");
      const temporary = join(root, unfinishedFolder, key);
      const written = await writeOrRefuse(content, temporary, pathOf(key), maxBytes).catch(tell);
      if (written === undefined) return { ok: false, reason: "too_large" };
      const { size, sha256, beginning } = written;
      return { ok: true, key, size, sha256, type: await sniffType(beginning) };
    },
    open: async (key, range) => (keyShape.test(key) ? openFile(pathOf(key), range) : undefined),
    async remove(key) {
      if (keyShape.test(key)) await rm(pathOf(key), { force: true });
    },
    list: (folder) => listFiles(root, folder === undefined ? root : join(root, folder)),
    removeUnfinished: (now) => removeUnfinished(join(root, unfinishedFolder), now),
  };
}

async function writeOrRefuse(
  content: Content,
  temporary: string,
  final: string,
  maxBytes: number,
): Promise<Written | undefined> {
  try {
    return await writeDurably(content, temporary, final, { maxBytes, keepBytes: sniffBytes });
  } catch (error) {
    if (error instanceof ContentTooLarge) return undefined;
    throw error;
  }
}

async function openFile(path: string, range: ByteRange | undefined): Promise<OpenedFile | undefined> {
  try {
    const file = await open(path, "r");
    const { size } = await file.stat();
    return { size, stream: file.createReadStream(range) };
  } catch (error) {
    return missingIsUndefined(error);
  }
}

async function* listFiles(root: string, below: string): AsyncGenerator<ListedFile, void, void> {
  for await (const key of namesIn(root, below)) {
    const path = join(root, key.slice(0, 2), key.slice(2, 4), key);
    const found = await stat(path).catch(missingIsUndefined);
    if (found !== undefined) yield { key, size: found.size, modifiedAt: found.mtime };
  }
}

async function* namesIn(root: string, below: string): AsyncGenerator<string, void, void> {
  const folder = await opendir(below, { recursive: true }).catch(missingIsUndefined);
  for await (const entry of folder ?? []) {
    if (entry.isFile() && keyShape.test(entry.name) && entry.parentPath !== join(root, unfinishedFolder))
      yield entry.name;
  }
}

async function removeUnfinished(path: string, now: Date): Promise<number> {
  let removed = 0;
  const folder = await opendir(path).catch(missingIsUndefined);
  for await (const entry of folder ?? []) {
    const file = join(path, entry.name);
    const found = await stat(file).catch(missingIsUndefined);
    if (found === undefined || now.getTime() - found.mtimeMs < dayMs) continue;
    await rm(file, { force: true });
    removed += 1;
  }
  if (removed > 0) await syncFolder(path);
  return removed;
}

function missingIsUndefined(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
