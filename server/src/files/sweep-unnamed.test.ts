import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFileStore, type FileStore } from "./file-store.ts";
import { createFileSweep } from "./sweep-unnamed.ts";

const dayMs = 24 * 3_600_000;
let root: string;
let files: FileStore;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "guichet-sweep-"));
  files = createFileStore({ root });
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(count: number): Promise<string[]> {
  const keys: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const stored = await files.put(Buffer.from(`file ${n}`), { maxBytes: 100 });
    if (stored.ok) keys.push(stored.key);
  }
  return keys.sort();
}

async function listKeys(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of files.list()) keys.push(key);
  return keys.sort();
}

type Over = { named?: ReadonlySet<string>; inMs?: number; foundedAt?: Date | undefined; store?: typeof files };

function makeSweep({ named = new Set(), inMs = 2 * dayMs, store = files, ...over }: Over = {}) {
  const foundedAt = "foundedAt" in over ? over.foundedAt : new Date(0);
  return createFileSweep({
    files: store,
    named: [async () => [], async (keys) => keys.filter((key) => named.has(key))],
    foundedAt: async () => foundedAt,
    now: () => new Date(Date.now() + inMs),
    firstFolder: 250,
  });
}

/** Sixteen rounds go through the whole store. */
async function sweepAll(sweep: () => Promise<number>): Promise<number> {
  let removed = 0;
  for (let round = 0; round < 16; round += 1) removed += await sweep();
  return removed;
}

test("I28 what no row names goes after a day, what one of the tables names stays", async () => {
  const keys = await put(40);
  const named = new Set(keys.filter((_key, n) => n % 2 === 0));
  expect(await sweepAll(makeSweep({ named, inMs: dayMs / 2 }))).toBe(0);
  expect(await sweepAll(makeSweep({ named }))).toBe(20);
  expect(await listKeys()).toEqual([...named]);
});

test("I27 a round is bounded, and the next one goes on from there", async () => {
  const keys = await put(60);
  const looked: string[] = [];
  const store = {
    ...files,
    list(folder?: string) {
      looked.push(folder ?? "");
      return files.list(folder);
    },
  };
  const sweep = makeSweep({ store });
  const first = await sweep();
  expect(looked).toHaveLength(16);
  expect(looked.slice(4, 8)).toEqual(["fe", "ff", "00", "01"]);
  expect(first).toBe(keys.length - (await listKeys()).length);
  for (let round = 1; round < 16; round += 1) await sweep();
  expect(new Set(looked).size).toBe(256);
  expect(await listKeys()).toEqual([]);
});

test("I28 a file whose row is written while the sweep looks is kept, however late it looks", async () => {
  const named = new Set<string>();
  const store = {
    ...files,
    async *list(folder?: string) {
      for await (const file of files.list(folder)) {
        // An upload in this very moment: its bytes lie there, its row does not yet.
        const young = await files.put(Buffer.from("young"), { maxBytes: 100 });
        if (young.ok) yield { ...file, key: young.key, modifiedAt: new Date(Date.now() + 2 * dayMs) };
        // The row of this one is committed between listing and asking.
        named.add(file.key);
        yield file;
      }
    },
  };
  await put(10);
  const before = await listKeys();
  expect(await sweepAll(makeSweep({ store, named }))).toBe(0);
  expect(await listKeys()).toEqual(expect.arrayContaining(before));
});

test("I28 a database without an organization, or a younger one, takes nothing from an old folder", async () => {
  const keys = await put(10);
  expect(await sweepAll(makeSweep({ foundedAt: undefined }))).toBe(0);
  expect(await sweepAll(makeSweep({ foundedAt: new Date(Date.now() + 60_000) }))).toBe(0);
  expect(await listKeys()).toEqual(keys);
});

test("I28 a sweep killed half-way is finished by the next one", async () => {
  const keys = await put(30);
  const named = new Set(keys.slice(0, 5));
  const program = `
    import { createFileStore } from ${JSON.stringify(new URL("file-store.ts", import.meta.url).href)};
    import { createFileSweep } from ${JSON.stringify(new URL("sweep-unnamed.ts", import.meta.url).href)};
    const files = createFileStore({ root: ${JSON.stringify(root)} });
    const named = new Set(${JSON.stringify([...named])});
    let removed = 0;
    const remove = async (key) => {
      if (removed === 7) process.kill(process.pid, "SIGKILL");
      removed += 1;
      await files.remove(key);
    };
    const sweep = createFileSweep({
      files: { list: files.list, remove },
      named: [async (keys) => keys.filter((key) => named.has(key))],
      foundedAt: async () => new Date(0),
      now: () => new Date(Date.now() + ${2 * dayMs}),
    });
    for (let round = 0; round < 16; round += 1) await sweep();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "inherit" });
  const [, signal] = await once(child, "exit");
  expect([signal, (await listKeys()).length]).toEqual(["SIGKILL", 23]);
  expect(await sweepAll(makeSweep({ named }))).toBe(18);
  expect(await listKeys()).toEqual([...named]);
});
