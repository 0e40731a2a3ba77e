import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Plugin } from "vite";

const PACKED = /\.(?:js|css|svg)$/;
const pack = promisify(gzip);

/** Puts a `.gz` beside every file of the built app that shrinks by it: the server sends that and packs nothing itself. */
export function packFiles(): Plugin {
  return {
    name: "guichet:pack-files",
    apply: "build",
    async writeBundle({ dir }) {
      if (dir === undefined) return;
      const names = await readdir(dir, { recursive: true });
      await Promise.all(names.filter((name) => PACKED.test(name)).map((name) => packFile(join(dir, name))));
    },
  };
}

async function packFile(path: string): Promise<void> {
  const plain = await readFile(path);
  const packed = await pack(plain, { level: 9 });
  if (packed.length < plain.length) await writeFile(`${path}.gz`, packed);
}
