import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { makeDataFolder } from "../../testing/data-folder.ts";
import { processMark } from "./living-process.ts";
import { findRunningPostgres, stopLeftPostgres } from "./start-embedded-postgres.ts";

const script = new URL("../../testing/hold-embedded-postgres.ts", import.meta.url).pathname;
const Started = z.object({
  url: z.string(),
  pid: z.number(),
  port: z.number(),
  folder: z.string(),
  adopted: z.boolean(),
  notes: z.array(z.string()),
});
const asRoot = test.runIf(process.getuid?.() === 0);

const folders: string[] = [];
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) await end(child, "SIGKILL");
  for (const folder of folders.splice(0)) {
    await stopLeftPostgres(folder);
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a clean stop ends the server, and a second start finds the rows", async () => {
  const folder = makeFolder();
  const first = await start(folder);
  await query(first.url, "create table kept as select 7 as number");
  expect(await findRunningPostgres(folder)).toBe(first.url);
  await end(first.child, "SIGTERM");
  expect(processMark(first.pid)).toBeUndefined();
  expect(await findRunningPostgres(folder)).toBeUndefined();
  const second = await start(folder);
  expect(second.adopted).toBe(false);
  expect(await query(second.url, "select number from kept")).toEqual([{ number: 7 }]);
});

test("the server keeps what it acknowledged: durability on, loopback only, checksums, UTF-8 in C order", async () => {
  const { url, port } = await start(makeFolder());
  const names = [
    ...["fsync", "full_page_writes", "synchronous_commit", "data_checksums", "listen_addresses", "port"],
    ...["unix_socket_directories", "server_encoding", "password_encryption"],
  ];
  const rows = await query(url, `select name, setting from pg_settings where name in ('${names.join("','")}')`);
  expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
    fsync: "on",
    full_page_writes: "on",
    synchronous_commit: "on",
    data_checksums: "on",
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    server_encoding: "UTF8",
    password_encryption: "scram-sha-256",
  });
  const locale = await query(
    url,
    "select datlocprovider, datlocale from pg_database where datname = current_database()",
  );
  expect(locale).toEqual([{ datlocprovider: "b", datlocale: "C.UTF-8" }]);
});

test("the password is random, kept in a file only we read, and needed", async () => {
  const folder = makeFolder();
  const { url } = await start(folder);
  const file = join(folder, "postgres-password");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const wrong = new URL(url);
  wrong.password = "guess";
  await expect(query(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
});

test("after kill -9 of Guichet alone the next start adopts the server, with every acknowledged row", async () => {
  const folder = makeFolder();
  const first = await start(folder, "write");
  await waitForRows(first, 300);
  await end(first.child, "SIGKILL");
  const second = await start(folder);
  expect(second).toMatchObject({ adopted: true, pid: first.pid, port: first.port });
  await expectRows(second.url, first.acknowledged());
});

test("after kill -9 of Guichet and of its server the next start recovers every acknowledged row", async () => {
  const folder = makeFolder();
  const first = await start(folder, "write");
  await waitForRows(first, 300);
  process.kill(first.pid, "SIGKILL");
  await end(first.child, "SIGKILL");
  const second = await start(folder);
  expect(second.adopted).toBe(false);
  await expectRows(second.url, first.acknowledged());
});

test.each(["launched", "adopted"])(
  "after kill -9 of a server that was %s it runs again on its port, with every row",
  async (how) => {
    const folder = makeFolder();
    const first = await start(folder);
    if (how === "adopted") await end(first.child, "SIGKILL");
    const kept = how === "adopted" ? await start(folder) : first;
    await query(kept.url, "create table kept as select 7 as number");
    process.kill(kept.pid, "SIGKILL");
    await expect.poll(() => query(kept.url, "select number from kept").catch(() => [])).toEqual([{ number: 7 }]);
    expect(readFileSync(join(kept.folder, "postmaster.pid"), "utf8")).not.toMatch(new RegExp(`^${kept.pid}\\b`));
    await end(kept.child, "SIGTERM");
    expect(await stopLeftPostgres(folder)).toBe(true);
    expect(existsSync(join(kept.folder, "postmaster.pid"))).toBe(false);
  },
);

test("a second Guichet on the folder is refused in one line, and the first goes on", async () => {
  const folder = makeFolder();
  const first = await start(folder);
  const refusal = await refuse(folder);
  expect(refusal).toBe(
    `CannotStart: The folder ${folder} is in use by another Guichet (process ${first.child.pid}). Stop it first.`,
  );
  expect(await query(first.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("of several started at once on a folder with a dead holder's lock, one gets it", async () => {
  const folder = makeFolder();
  writeFileSync(
    join(folder, "guichet.lock"),
    JSON.stringify({ pid: 1, mark: "dead", host: hostname(), nonce: "dead" }),
  );
  const first = await start(folder);
  await end(first.child, "SIGKILL");
  const results = await Promise.all([1, 2, 3, 4].map(() => run(folder)));
  expect(results.filter(({ line }) => "url" in line)).toHaveLength(1);
  expect(results.filter(({ line }) => line.refused === true)).toHaveLength(3);
}, 60_000);

test("a postmaster.pid whose number now belongs to another program does not stand in the way", async () => {
  const folder = makeFolder();
  await startAndKillBoth(folder, process.pid);
  expect((await start(folder)).adopted).toBe(false);
});

test.runIf(process.platform === "linux")("nor one whose number is a zombie's", async () => {
  const folder = makeFolder();
  // `sleep` takes the shell's place and never collects the shell's dead child, which dies after that: a shell might collect it.
  const keeper = spawn("/bin/sh", ["-c", "sleep 1 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
  children.push(keeper);
  const zombie = Number(await firstLine(keeper));
  await startAndKillBoth(folder, zombie);
  await expect.poll(() => readFileSync(`/proc/${zombie}/stat`, "utf8")).toContain(" Z ");
  expect((await start(folder)).adopted).toBe(false);
});

test("a draft left by a start that was killed half-way is cleared away", async () => {
  const folder = makeFolder();
  const draft = join(folder, "postgres.draft-1");
  execFileSync("mkdir", ["-p", join(draft, "cluster")]);
  await start(folder);
  expect(existsSync(draft)).toBe(false);
});

asRoot("as root the server runs under another account that owns the cluster", async () => {
  const { pid, folder } = await start(makeFolder());
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const uid = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
  expect(uid).not.toBe(0);
  expect(/^Groups:\s*$/m.test(status)).toBe(true);
  expect(statSync(folder).uid).toBe(uid);
});

asRoot("as root with a folder the account cannot reach, the state directory is used and named", async () => {
  const closed = makeFolder();
  chmodSync(closed, 0o700);
  const first = await start(join(closed, "data"));
  folders.push(dirname(first.folder));
  expect(first.folder).toMatch(/^\/var\/lib\/guichet\/data-[0-9a-f]{8}\/postgres$/);
  expect(first.notes.join()).toContain(dirname(first.folder));
  await query(first.url, "create table kept ()");
  await end(first.child, "SIGTERM");
  renameSync(join(closed, "data"), join(closed, "renamed"));
  const second = await start(join(closed, "renamed"));
  expect(second.folder).toBe(first.folder);
  await query(second.url, "select from kept");
  await end(second.child, "SIGTERM");
});

asRoot("an ordinary user starts it as well, and is told when the cluster is another's", async () => {
  const folder = makeFolder();
  chownSync(folder, 65_534, 65_534);
  const nobody = { uid: 65_534, gid: 65_534 };
  const server = await start(folder, "hold", nobody);
  expect(statSync(server.folder).uid).toBe(nobody.uid);
  await end(server.child, "SIGTERM");
  const other = await run(folder, "hold", { uid: 65_533, gid: 65_534 });
  expect(other.line.message).toMatch(/EACCES|belongs to the account/);
});

function makeFolder(): string {
  const folder = makeDataFolder("guichet-launcher-");
  folders.push(folder);
  return folder;
}

async function startAndKillBoth(folder: string, pidAfterwards: number): Promise<void> {
  const { child, pid, folder: cluster } = await start(folder);
  process.kill(pid, "SIGKILL");
  await end(child, "SIGKILL");
  const file = join(cluster, "postmaster.pid");
  writeFileSync(file, readFileSync(file, "utf8").replace(/^\d+/, String(pidAfterwards)));
}

async function start(folder: string, mode = "hold", account = {}) {
  const { child, line, acknowledged } = await run(folder, mode, account);
  const parsed = Started.safeParse(line);
  if (!parsed.success) throw new Error(`did not start: ${JSON.stringify(line)}`);
  return { ...parsed.data, child, acknowledged };
}

async function refuse(folder: string): Promise<unknown> {
  const { line } = await run(folder);
  expect(line.refused).toBe(true);
  return line.message;
}

async function run(folder: string, mode = "hold", account: { uid?: number; gid?: number } = {}) {
  const child = spawn(process.execPath, [script, folder, mode], { ...account, stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  let last = 0;
  const line = z.record(z.string(), z.unknown()).parse(
    JSON.parse(
      await firstLine(child, (row) => {
        // One whose server was killed may live long enough to say so.
        if (/^\d+$/.test(row)) last = Number(row);
      }),
    ),
  );
  return { child, line, acknowledged: () => last };
}

function firstLine(child: ChildProcess, onLater: (line: string) => void = () => undefined): Promise<string> {
  if (!child.stdout) throw new Error("the child's output is a pipe");
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve) => {
    lines.once("line", (line) => {
      resolve(line);
      lines.on("line", onLater);
    });
    lines.once("close", () => resolve("{}"));
  });
}

async function waitForRows(writer: { acknowledged(): number }, count: number): Promise<void> {
  await expect.poll(writer.acknowledged).toBeGreaterThan(count);
}

/** The row whose acknowledgement the kill swallowed may be there too. */
async function expectRows(url: string, acknowledged: number): Promise<void> {
  const [row] = await query(url, "select count(*)::int as rows, max(number) as last from acknowledged");
  expect(row?.rows).toBe(row?.last);
  expect([acknowledged, acknowledged + 1]).toContain(row?.last);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill(signal);
  await ended;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
