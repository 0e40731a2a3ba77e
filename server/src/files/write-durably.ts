import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

export type Content = Uint8Array | AsyncIterable<Uint8Array>;
export type Written = { size: number; sha256: string; beginning: Uint8Array };
export type WriteLimits = { maxBytes: number; keepBytes: number };

/** The content went over the limit; what was written of it is gone again. */
export class ContentTooLarge extends Error {
  override name = "ContentTooLarge";
}

/**
 * Writes a file so that after success it survives a power cut, and before success it does not exist under its name:
 * write beside, fsync, rename, fsync the folders. Throws ContentTooLarge, or whatever the source or the disk throws.
 */
export async function writeDurably(
  content: Content,
  temporary: string,
  final: string,
  limits: WriteLimits,
): Promise<Written> {
  try {
    const written = await writeTemporary(content, temporary, limits);
    await moveDurably(temporary, final);
    return written;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeTemporary(content: Content, path: string, limits: WriteLimits): Promise<Written> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, "wx", 0o600);
  try {
    const written = await writeAll(file, content, limits);
    await file.sync();
    return written;
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, content: Content, limits: WriteLimits): Promise<Written> {
  const hash = createHash("sha256");
  const kept: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content instanceof Uint8Array ? [content] : content) {
    if (size + chunk.byteLength > limits.maxBytes) throw new ContentTooLarge("The file is too large.");
    if (size < limits.keepBytes) kept.push(chunk.slice(0, limits.keepBytes - size));
    size += chunk.byteLength;
    hash.update(chunk);
    await file.appendFile(chunk);
  }
  return { size, sha256: hash.digest("hex"), beginning: Buffer.concat(kept) };
}

/** A rename is only durable once the folder is, and a new folder only once the one around it is. */
async function moveDurably(from: string, to: string): Promise<void> {
  const folder = dirname(to);
  const firstMade = await mkdir(folder, { recursive: true, mode: 0o700 });
  await rename(from, to);
  let changed = folder;
  await syncFolder(changed);
  while (firstMade !== undefined && changed.startsWith(firstMade)) {
    changed = dirname(changed);
    await syncFolder(changed);
  }
}

export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
