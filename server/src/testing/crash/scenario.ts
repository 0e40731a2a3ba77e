import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { repository } from "../source-files.ts";
import { checkHistory } from "./check/check-history.ts";
import { buildOneProcess, type House, type HouseOptions } from "./faults/house.ts";
import type { ServerProcess } from "./faults/server-process.ts";
import type { Recorded, SystemState, Violation } from "./history/history.ts";
import { readSystem } from "./history/read-system.ts";
import { createRecorder, type Recorder, readRecord } from "./history/recorder.ts";
import { readShown } from "./load/read-shown.ts";
import { type LoadOptions, startLoad } from "./load/start-load.ts";

export type Scenario<H extends House = House> = Partial<LoadOptions> & {
  /** Where the product's tree is; this repository by default. */
  readonly root?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Statements after the migrations, for test-only triggers and for sabotages. */
  readonly sql?: readonly string[];
  /** Runs beside the load; the load ends with it. */
  readonly faults: (stage: Stage<H>) => Promise<void>;
  /** How long everything may take to come to an end afterwards. */
  readonly settleSeconds?: number;
};

/** What the driver of faults works with. */
export type Stage<H extends House = House> = {
  readonly house: H;
  /** The first process. */
  readonly server: ServerProcess;
  note(what: string, backAfterMs?: number): void;
  /** How much the system has acknowledged so far. */
  acknowledged(): number;
};

export type Verdict = {
  readonly violations: readonly Violation[];
  readonly record: readonly Recorded[];
  readonly state: SystemState;
  readonly settledAfterMs: number;
  /** Processes that ended without being told to. */
  readonly unexpectedExits: number;
};

/** What was broken, in words: the first ten, and how many there are. */
export function tellViolations({ violations }: Verdict): string {
  const first = violations.slice(0, 10).map(({ invariant, detail }) => `${invariant}: ${detail}`);
  return [`${violations.length} broken`, ...first].join("; ");
}

/** One run against one process with its own database: load and faults together, rest, then the checker. */
export async function playScenario(scenario: Scenario): Promise<Verdict> {
  return await playIn(buildOneProcess, scenario);
}

/** The same in a house of one's own. Leaves nothing behind; GUICHET_CRASH_LOG names a file that keeps what servers said. */
export async function playIn<H extends House>(
  build: (options: HouseOptions) => Promise<H>,
  scenario: Scenario<H>,
): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), "guichet-crash-record-"));
  const recordFile = join(folder, "record.jsonl");
  const recorder = createRecorder(recordFile);
  const logFile = process.env.GUICHET_CRASH_LOG ?? join(folder, "server.log");
  const house = await build({ root: scenario.root ?? repository, logFile, env: scenario.env });
  try {
    const { state, settledAfterMs } = await play(house, scenario, recorder);
    recorder.close();
    const record = readRecord(recordFile);
    const unexpectedExits = house.servers.reduce((sum, server) => sum + server.unexpectedExits, 0);
    return { violations: checkHistory(record, state), record, state, settledAfterMs, unexpectedExits };
  } finally {
    await house.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function play<H extends House>(
  house: H,
  scenario: Scenario<H>,
  recorder: Recorder,
): Promise<{ state: SystemState; settledAfterMs: number }> {
  const { databaseUrl, dataDir, nodes } = house;
  const [server] = house.servers;
  if (server === undefined) throw new Error("a house has a process");
  await runStatements(await databaseUrl(), scenario.sql ?? []);
  const load = await startLoad({ ...scenario, recorder, databaseUrl, dataDir, nodes });
  const note = (what: string, backAfterMs?: number) =>
    recorder.note({ type: "fault", what, at: Date.now(), ...(backAfterMs === undefined ? {} : { backAfterMs }) });
  await scenario.faults({ house, server, note, acknowledged: recorder.acknowledged });
  const settledAfterMs = await load.finish((scenario.settleSeconds ?? 150) * 1000);
  const state = await readSystem(await databaseUrl(), join(dataDir, "files"));
  return { state: { ...state, shown: await readShown(nodes[0] ?? "", load.world, state) }, settledAfterMs };
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
