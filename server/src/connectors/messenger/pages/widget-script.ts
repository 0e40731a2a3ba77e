import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

export type Script = { readonly plain: Buffer; readonly zipped: Buffer; readonly etag: string };

/** The built widget, read again when it was built again. Undefined: it was not built yet. */
export function createWidgetScript(path: string): () => Promise<Script | undefined> {
  let known: { readonly at: number; readonly script: Promise<Script> } | undefined;
  return async () => {
    const found = await stat(path).catch(missingIsUndefined);
    if (found === undefined) return undefined;
    if (known?.at !== found.mtimeMs) known = { at: found.mtimeMs, script: readScript(path) };
    return await known.script;
  };
}

async function readScript(path: string): Promise<Script> {
  const plain = await readFile(path);
  const zipped = await promisify(gzip)(plain, { level: 9 });
  const hash = createHash("sha256").update(plain).digest("base64url");
  return { plain, zipped, etag: `"${hash.slice(0, 27)}"` };
}

function missingIsUndefined(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
