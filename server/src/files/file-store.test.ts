import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, rm, stat, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFileStore, type FileStore } from "./file-store.ts";

let root: string;
let store: FileStore;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "guichet-files-"));
  store = createFileStore({ root });
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function putOk(content: Uint8Array) {
  const stored = await store.put(content, { maxBytes: 10_000_000 });
  if (!stored.ok) throw new Error("It was refused.");
  return stored;
}

async function listAll() {
  const listed = [];
  for await (const file of store.list()) listed.push(file);
  return listed;
}

const filesBelow = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

test("S16 a file is kept under a random key without a name, and comes back whole", async () => {
  const content = randomBytes(300_000);
  const stored = await putOk(content);
  expect(stored).toMatchObject({ size: 300_000, sha256: createHash("sha256").update(content).digest("hex") });
  expect(stored.key).toMatch(/^[0-9a-f]{40}$/);
  expect(await filesBelow(root)).toEqual([stored.key]);
  const opened = await store.open(stored.key);
  expect(opened?.size).toBe(300_000);
  expect(opened && (await buffer(opened.stream)).equals(content)).toBe(true);
  const path = join(root, stored.key.slice(0, 2), stored.key.slice(2, 4), stored.key);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("the type is told by content", async () => {
  expect((await putOk(Buffer.from("GIF89a\x01\0\x01\0\0\0\0"))).type).toEqual({ mime: "image/gif", inline: true });
  expect((await putOk(Buffer.from("<svg onload=alert(1)>"))).type).toEqual({ mime: "text/plain", inline: false });
});

test("a stream is stored as it comes", async () => {
  async function* pieces() {
    for (let n = 0; n < 1_000; n += 1) yield Buffer.alloc(1_000, n % 256);
  }
  const stored = await store.put(pieces(), { maxBytes: 1_000_000 });
  expect(stored).toMatchObject({ ok: true, size: 1_000_000 });
});

test("an empty file is a file", async () => {
  const stored = await putOk(Buffer.alloc(0));
  const opened = await store.open(stored.key);
  expect(opened && (await buffer(opened.stream)).length).toBe(0);
});

test("I27 too large is refused without reading on, and nothing stays", async () => {
  let pieces = 0;
  async function* endless() {
    for (;;) {
      pieces += 1;
      yield Buffer.alloc(1_000);
    }
  }
  expect(await store.put(endless(), { maxBytes: 5_500 })).toEqual({ ok: false, reason: "too_large" });
  expect(pieces).toBe(6);
  expect(await store.put(Buffer.alloc(6), { maxBytes: 5 })).toEqual({ ok: false, reason: "too_large" });
  expect(await filesBelow(root)).toEqual([]);
});

test("I8 a source that breaks off leaves nothing behind", async () => {
  async function* broken() {
    yield Buffer.alloc(1_000);
    throw new Error("cut");
  }
  await expect(store.put(broken(), { maxBytes: 5_500 })).rejects.toThrow("cut");
  expect(await filesBelow(root)).toEqual([]);
});

test("F-01 a writer that is killed leaves no file under its name, and its remains are removed a day later", async () => {
  const writer = `
    const { createFileStore } = await import(${JSON.stringify(new URL("file-store.ts", import.meta.url).href)});
    async function* slow() { for (;;) { yield Buffer.alloc(10_000); console.log("wrote"); await new Promise((r) => setTimeout(r, 5)); } }
    await createFileStore({ root: ${JSON.stringify(root)} }).put(slow(), { maxBytes: 1e9 });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", writer], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await listAll()).toEqual([]);
  const [left] = await readdir(join(root, "unfinished"));
  expect(left).toMatch(/^[0-9a-f]{40}$/);
  expect(await store.open(left ?? "")).toBeUndefined();
  const now = new Date();
  expect(await store.removeUnfinished(now)).toBe(0);
  await utimes(join(root, "unfinished", left ?? ""), now, new Date(now.getTime() - 25 * 3_600_000));
  expect(await store.removeUnfinished(now)).toBe(1);
  expect(await filesBelow(root)).toEqual([]);
});

test("a part of a file can be read", async () => {
  const { key } = await putOk(Buffer.from("0123456789"));
  const opened = await store.open(key, { start: 2, end: 4 });
  expect(opened?.size).toBe(10);
  expect(opened && String(await buffer(opened.stream))).toBe("234");
});

test("a removed file is gone, and removing it again is no error", async () => {
  const { key } = await putOk(Buffer.from("x"));
  await store.remove(key);
  await store.remove(key);
  expect(await store.open(key)).toBeUndefined();
});

test("every stored file is listed", async () => {
  expect(await listAll()).toEqual([]);
  const keys = [];
  for (let n = 0; n < 5; n += 1) keys.push((await putOk(Buffer.alloc(n))).key);
  const listed = await listAll();
  expect(listed.map((file) => file.key).sort()).toEqual(keys.sort());
  expect(listed.map((file) => file.size).sort()).toEqual([0, 1, 2, 3, 4]);
});

test.each([
  "",
  ".",
  "..",
  "../../../etc/passwd",
  "/etc/passwd",
  "a".repeat(39),
  `${"a".repeat(38)}/.`,
  `${"a".repeat(40)}\0`,
  "A".repeat(40),
])("S17 the key %j reaches nothing", async (key) => {
  expect(await store.open(key)).toBeUndefined();
  await store.remove(key);
  expect(await store.open("a".repeat(40))).toBeUndefined();
});

test("20 files at once are stored, each by itself", async () => {
  const stored = await Promise.all(Array.from({ length: 20 }, (_, n) => putOk(Buffer.from(`file ${n}`))));
  expect(new Set(stored.map((file) => file.key)).size).toBe(20);
  for (const [n, { key }] of stored.entries()) {
    const opened = await store.open(key);
    expect(opened && String(await buffer(opened.stream))).toBe(`file ${n}`);
  }
});
