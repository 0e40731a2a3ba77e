import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { examineDatabase } from "./examine-database.ts";
import { examineMachine } from "./examine-machine.ts";
import type { Finding } from "./finding.ts";

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), "guichet-doctor-"));
const keyFile = join(folder, "key");
const places = { dataDir: folder, keyFile, host: "127.0.0.1", port: 0, isRunning: false };

beforeAll(async () => {
  database = await createTestDatabase();
  writeFileSync(keyFile, "x", { mode: 0o600 });
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

test("a migrated database is sound but for the durability that the test server has switched off", async () => {
  const findings = await examineDatabase(database.url);
  expect(bad(findings)).toEqual(["durability"]);
  expect(detail(findings, "durability")).toContain("fsync, full_page_writes, synchronous_commit");
});

test("a database without tables misses every migration", async () => {
  const empty = await createEmptyDatabase();
  const findings = await examineDatabase(empty.url);
  await empty.drop();
  expect(detail(findings, "schema")).toMatch(/^missing 0001_/);
});

test("an account that may not act as the run-time role is told so", async () => {
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const name = `doctor_${process.pid}`;
  await admin.query(`create role ${name} login password 'secret'; grant select on schema_migrations to ${name}`);
  const url = new URL(database.url);
  [url.username, url.password] = [name, "secret"];
  const findings = await examineDatabase(url.href);
  await admin.query(`drop owned by ${name}; drop role ${name}`);
  await admin.end();
  expect(detail(findings, "second wall")).toContain("grant it that role");
});

test("a database that cannot be reached is one finding, without its password", async () => {
  const findings = await examineDatabase("postgres://someone:hidden-password@127.0.0.1:1/guichet");
  expect(bad(findings)).toEqual(["database"]);
  expect(JSON.stringify(findings)).not.toContain("hidden-password");
});

test("a machine with all that is needed is sound", async () => {
  expect(bad(await examineMachine(places))).toEqual([]);
});

test("before the first start nothing is missing", async () => {
  const dataDir = join(folder, "not", "yet");
  expect(bad(await examineMachine({ ...places, dataDir, keyFile: join(dataDir, "key") }))).toEqual([]);
});

test("a lost key, a key others may read and a taken port are found", async () => {
  expect(bad(await examineMachine({ ...places, keyFile: join(folder, "lost") }))).toEqual(["key"]);
  chmodSync(keyFile, 0o644);
  expect(bad(await examineMachine(places))).toEqual(["key"]);
  chmodSync(keyFile, 0o600);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  expect(bad(await examineMachine({ ...places, port }))).toEqual(["port"]);
  expect(bad(await examineMachine({ ...places, port, isRunning: true }))).toEqual([]);
  server.close();
});

function bad(findings: Finding[]): string[] {
  return findings.filter((finding) => !finding.ok).map((finding) => finding.subject);
}

function detail(findings: Finding[], subject: string): string | undefined {
  return findings.find((finding) => finding.subject === subject)?.detail;
}
