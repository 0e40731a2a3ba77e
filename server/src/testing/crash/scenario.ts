import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { findRunningPostgres, stopLeftPostgres } from "../../db/embedded/index.ts";
import { repository } from "../source-files.ts";
import { checkHistory } from "./check/check-history.ts";
import { ServerProcess } from "./faults/server-process.ts";
import type { Recorded, SystemState, Violation } from "./history/history.ts";
import { readSystem } from "./history/read-system.ts";
import { createRecorder, readRecord } from "./history/recorder.ts";
import { readShown } from "./load/read-shown.ts";
import { type LoadOptions, startLoad } from "./load/start-load.ts";

export type Scenario = Partial<LoadOptions> & {
  /** Where the product's tree is; this repository by default. */
  readonly root?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Statements after the migrations, for test-only triggers and for sabotages. */
  readonly sql?: readonly string[];
  /** Runs beside the load; the load ends with it. */
  readonly faults: (stage: Stage) => Promise<void>;
  /** How long everything may take to come to an end afterwards. */
  readonly settleSeconds?: number;
};

/** What the driver of faults works with. */
export type Stage = {
  readonly server: ServerProcess;
  /** It may move to another port with every start of the database. */
  readonly databaseUrl: () => Promise<string>;
  readonly dataDir: string;
  note(what: string, backAfterMs?: number): void;
};

export type Verdict = {
  readonly violations: readonly Violation[];
  readonly record: readonly Recorded[];
  readonly state: SystemState;
  readonly settledAfterMs: number;
  readonly unexpectedExits: number;
};

/** One run on a fresh data folder: load and faults together, rest, then the checker. Leaves nothing behind. */
export async function playScenario(scenario: Scenario): Promise<Verdict> {
  const dataDir = makeFolder();
  const recordFolder = mkdtempSync(join(tmpdir(), "guichet-crash-record-"));
  const recordFile = join(recordFolder, "record.jsonl");
  const recorder = createRecorder(recordFile);
  const port = await findFreePort();
  const server = new ServerProcess({
    root: scenario.root ?? repository,
    port,
    logFile: process.env.GUICHET_CRASH_LOG ?? join(recordFolder, "server.log"),
    env: serverEnvironment(dataDir, port, scenario.env),
  });
  try {
    await server.start();
    const databaseUrl = async () => (await findRunningPostgres(dataDir)) ?? "";
    await runStatements(await databaseUrl(), scenario.sql ?? []);
    const load = await startLoad({ ...scenario, recorder, databaseUrl, dataDir, nodes: [server.url] });
    const note = (what: string, backAfterMs?: number) =>
      recorder.note({ type: "fault", what, at: Date.now(), ...(backAfterMs === undefined ? {} : { backAfterMs }) });
    await scenario.faults({ server, databaseUrl, dataDir, note });
    const settledAfterMs = await load.finish((scenario.settleSeconds ?? 150) * 1000);
    const stored = await readSystem(await databaseUrl(), join(dataDir, "files"));
    const state = { ...stored, shown: await readShown(server.url, load.world, stored) };
    recorder.close();
    const record = readRecord(recordFile);
    const { unexpectedExits } = server;
    return { violations: checkHistory(record, state), record, state, settledAfterMs, unexpectedExits };
  } finally {
    await server.stop();
    await removeFolder(dataDir);
    rmSync(recordFolder, { recursive: true, force: true });
  }
}

/** The public settings a busy installation on one machine would use; nothing that only tests know. */
export function serverEnvironment(
  dataDir: string,
  port: number,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    DATA_DIR: dataDir,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ALLOW_PRIVATE_HOSTS: "127.0.0.1:*",
    RATE_SCALE: "10000",
    NODE_COMPILE_CACHE: join(tmpdir(), "guichet-crash-compile-cache"),
    ...more,
  };
}

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "guichet-crash-"));
  // As root the database runs under another account, which has to pass.
  chmodSync(folder, 0o755);
  return folder;
}

export async function removeFolder(folder: string): Promise<void> {
  await stopLeftPostgres(folder).catch(() => false);
  rmSync(folder, { recursive: true, force: true });
}

export async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

export async function runStatements(databaseUrl: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
