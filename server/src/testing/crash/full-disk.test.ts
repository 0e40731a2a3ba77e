import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { mayMount, mountSmallDisk } from "../small-disk.ts";
import { repository } from "../source-files.ts";
import { buildOneProcess, type House } from "./faults/house.ts";
import { sign } from "./load/contact-sender.ts";
import { call } from "./load/http-call.ts";
import { type ApiChannel, makeWorld } from "./load/world.ts";

/** Room for a fresh database and its first write-ahead log. */
const DISK_MB = 200;
/** Large, so that the room which is left inside the tables is soon used up. */
const TEXT = "x".repeat(4000);

test.runIf(mayMount())(
  "F-07 I20 the disk of the database is full: webhooks hear 503, later they are taken again by themselves, and nothing is lost",
  async () => {
    const disk = mountSmallDisk(DISK_MB);
    const logs = mkdtempSync(join(tmpdir(), "guichet-full-disk-"));
    const logFile = process.env.GUICHET_CRASH_LOG ?? join(logs, "server.log");
    const house = await buildOneProcess({ root: repository, logFile, dataDir: join(disk.path, "data") });
    try {
      const world = await makeWorld(await house.databaseUrl(), house.dataDir, "http://127.0.0.1:9");
      const [channel] = world.apiChannels;
      if (channel === undefined) throw new Error("a world has a channel");
      const taken: string[] = [];
      const write = () => writeOnce(house, channel, taken);
      expect(await write()).toBe(200);
      disk.fill();
      const heard = await writeUntil(
        write,
        (statuses) => statuses.length >= 10 && statuses.slice(-10).every((status) => status === 503),
      );
      expect(new Set(heard)).toEqual(new Set([200, 503]));
      disk.free();
      expect((await writeUntil(write, (statuses) => statuses.at(-1) === 200)).at(-1)).toBe(200);
      expect(house.servers[0]?.unexpectedExits).toBe(0);
      await expect.poll(() => countMessages(house, taken), { timeout: 60_000 }).toEqual({ rows: taken.length });
    } finally {
      await house.remove();
      disk.remove();
      rmSync(logs, { recursive: true });
    }
  },
  300_000,
);

/** The status, or 0 where nobody answered; what was acknowledged is noted. */
async function writeOnce(house: House, channel: ApiChannel, taken: string[]): Promise<number> {
  const id = uuidV7();
  const at = new Date().toISOString();
  const body = JSON.stringify({ type: "message", id, at, contact: { id: "c", name: "C" }, text: TEXT, files: [] });
  const url = `${house.nodes[0]}/webhooks/api/${channel.endpointId}`;
  const answer = await call({ method: "POST", url, headers: sign(channel, id, body), body });
  if (answer === "unknown") return 0;
  if (answer.status === 200) taken.push(id);
  return answer.status;
}

async function writeUntil(write: () => Promise<number>, isEnough: (heard: number[]) => boolean): Promise<number[]> {
  const heard: number[] = [];
  for (const end = Date.now() + 90_000; Date.now() < end; ) {
    heard.push(await write());
    if (isEnough(heard)) break;
    if (heard.at(-1) !== 200) await sleep(100);
  }
  return heard;
}

async function countMessages(house: House, taken: readonly string[]): Promise<{ rows: number }> {
  const client = new pg.Client({ connectionString: await house.databaseUrl() });
  await client.connect();
  try {
    const text = "select count(*)::int as rows from messages where external_id = any($1)";
    return (await client.query<{ rows: number }>(text, [taken])).rows[0] ?? { rows: -1 };
  } finally {
    await client.end();
  }
}
