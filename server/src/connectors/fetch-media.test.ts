import { Readable } from "node:stream";
import type { ChannelId } from "@guichet/contract";
import { type RawBuilder, sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { retryAttachmentById } from "../conversations/index.ts";
import { createFileStore, type FileStore } from "../files/index.ts";
import { createLog } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { mayMount, mountSmallDisk } from "../testing/small-disk.ts";
import { createAcceptor } from "./accept-delivery.ts";
import type { Media } from "./connector.ts";
import { startMediaFetcher } from "./fetch-media.ts";

type Answer = (ref: string, signal: AbortSignal) => Promise<Media>;
let world: World;
let other: ChannelId;
let answer: Answer;
let fetcher: ReturnType<typeof startMediaFetcher> | undefined;
/** Keys of files that are stored. */
const files = new Set<string>();
beforeAll(async () => {
  world = await buildWorld();
  other = uuidV7() as ChannelId;
  await sql`
    insert into channels (organization_id, id, endpoint_id, platform, external_id, name, settings, secrets)
    select organization_id, ${other}, endpoint_id, platform, 'other', 'Other', settings, secrets from channels`.execute(
    world.database.system,
  );
});
afterEach(async () => {
  await fetcher?.stop();
  await sql`delete from attachments`.execute(world.database.system);
});
afterAll(async () => await world.close());

describe("attachments of two channels", () => {
  it("I8 I9 a host that hangs holds only its own channel's files", async () => {
    answer = (ref, signal) => (ref === "slow" ? hang(signal) : file());
    for (let n = 0; n < 12; n++) await receive(world.channelId, "slow");
    await receive(other, "quick");
    fetcher = start();
    await expect.poll(() => states(other)).toEqual(["stored"]);
    expect(new Set(await states(world.channelId))).toEqual(new Set(["pending"]));
  });

  it("I9 a channel whose platform asks to slow down rests; the others go on", async () => {
    const asked: string[] = [];
    answer = async (ref) => {
      asked.push(ref);
      if (ref !== "limited") return await file();
      return { ok: false, error: { kind: "rate_limited", code: "429", message: "slow down", retryAfterMs: 60_000 } };
    };
    for (let n = 0; n < 8; n++) await receive(world.channelId, "limited");
    for (let n = 0; n < 8; n++) await receive(other, "quick");
    fetcher = start();
    await expect.poll(() => states(other)).toEqual(Array(8).fill("stored"));
    expect(asked.filter((ref) => ref === "limited").length).toBeLessThanOrEqual(2);
    expect(new Set(await states(world.channelId))).toEqual(new Set(["pending"]));
  });

  it("I5 our own stop ends a download that hangs, and counts as nobody's failure", async () => {
    answer = (_, signal) => hang(signal);
    await receive(other, "slow");
    await setTries({ attempts: 9, refused: 9 });
    fetcher = start();
    await expect.poll(async () => (await tries())?.attempts).toBe(10);
    await fetcher.stop();
    expect(await states(other)).toEqual(["pending"]);
    expect((await tries())?.refused).toBe(9);
  });

  it.each([
    ["a worker that died is no refusal", { attempts: 20, refused: 0 }, "pending", "not now"],
    ["the fiftieth refusal is not the last", { attempts: 49, refused: 49 }, "pending", "not now"],
    ["what ends every process is given up", { attempts: 40, refused: 0 }, "failed", "whoever fetches it ends"],
  ])("I5 I8 %s", async (_, before, end, failure) => {
    answer = async () => ({ ok: false, error: { kind: "retryable", code: "503", message: "not now" } });
    await receive(other, "refused");
    await setTries(before);
    fetcher = start();
    await expect.poll(async () => (await tries())?.failure).toBe(failure);
    await fetcher.stop();
    expect(await states(other)).toEqual([end]);
    if (end === "pending")
      expect(await tries()).toMatchObject({ attempts: before.attempts + 1, refused: before.refused + 1 });
  });

  it("I8 a file is asked for until its platform no longer has it, a day where nobody knows, and anew when a person asks", async () => {
    const answers: boolean[] = [];
    answer = async () => {
      answers.push(true);
      return { ok: false, error: { kind: "retryable", code: "503", message: "not now" } };
    };
    await receive(other, "long");
    const tryAgain = async (change: RawBuilder<unknown>) => {
      const before = answers.length;
      await sql`update attachments set state = 'pending', next_attempt_at = now(), ${change}`.execute(
        world.database.system,
      );
      fetcher = start();
      await expect.poll(() => answers.length).toBe(before + 1);
      await fetcher.stop();
      return (await states(other))[0];
    };
    const hoursAgo = (hours: number) => sql`created_at = now() - ${hours} * interval '1 hour'`;
    expect(await tryAgain(hoursAgo(23))).toBe("pending");
    expect(await tryAgain(hoursAgo(25))).toBe("failed");
    const { rows } = await sql<{ id: string }>`select id from attachments`.execute(world.database.system);
    await retryAttachmentById(world.ctx(world.ana), rows[0]?.id ?? "");
    expect(await tryAgain(hoursAgo(25))).toBe("pending");
    const expires = (ms: number) => sql`source = source || jsonb_build_object('expiresAt', ${Date.now() + ms}::bigint)`;
    expect(await tryAgain(expires(3_600_000))).toBe("pending");
    expect(await tryAgain(expires(-1))).toBe("failed");
  });

  it.runIf(mayMount())(
    "F-07 our own full disk is no refusal of the platform: the file comes when there is room again",
    async () => {
      const disk = mountSmallDisk(1);
      try {
        let asked = 0;
        answer = async () => {
          asked += 1;
          return { ok: true, stream: Readable.from([Buffer.alloc(100_000)]), name: "a.txt" };
        };
        await receive(other, "large");
        disk.fill();
        fetcher = start(createFileStore({ root: disk.path }));
        for (let n = 1; n <= 3; n++) {
          await expect.poll(() => asked).toBe(n);
          await expect
            .poll(async () => await tries())
            .toEqual({ attempts: 0, refused: 0, failure: "no room on Guichet's disk" });
          expect(await states(other)).toEqual(["pending"]);
          if (n === 3) disk.free();
          await sql`update attachments set next_attempt_at = now(), failure = null`.execute(world.database.system);
        }
        await expect.poll(() => states(other)).toEqual(["stored"]);
      } finally {
        await fetcher?.stop();
        disk.remove();
      }
    },
  );

  it.each(["its row", "its message"])("W126 a file that arrives after %s was deleted is not kept", async (what) => {
    files.clear();
    let asked = 0;
    answer = async () => {
      asked += 1;
      const { system } = world.database;
      if (what === "its message") await sql`delete from attachments`.execute(system);
      await sql`delete from ${sql.table(what === "its row" ? "attachments" : "messages")}`.execute(system);
      return await file();
    };
    await receive(other, "late");
    fetcher = start();
    await expect.poll(() => asked).toBe(1);
    await fetcher.stop();
    expect([...files]).toEqual([]);
  });

  it("I8 a file that arrives in time is kept, once", async () => {
    files.clear();
    answer = async () => await file();
    await receive(other, "in time");
    fetcher = start();
    await expect.poll(() => states(other)).toEqual(["stored"]);
    await fetcher.stop();
    const rows = await sql<{ file: string }>`select file from attachments`.execute(world.database.system);
    expect([...files]).toEqual(rows.rows.map((row) => row.file));
  });
});

/** Without a store of its own, keys are kept and no bytes. */
function start(store?: FileStore): ReturnType<typeof startMediaFetcher> {
  const now = () => new Date();
  return startMediaFetcher({
    database: world.database,
    outbound: {} as never,
    secretBox: {} as never,
    publicUrl: "",
    log: createLog("silent"),
    now,
    connectors: new Map([
      [
        "api",
        {
          fetchMedia: (media: { ref: string }, _: unknown, __: unknown, ctx: { signal: AbortSignal }) =>
            answer(media.ref, ctx.signal),
        } as never,
      ],
    ]),
    files: store ?? keysAlone,
    channel: async (organizationId, id) => ({ organizationId, id, platform: "api" }) as never,
    wake: () => undefined,
  });
}

const keysAlone = {
  put: async () => {
    const key = uuidV7();
    files.add(key);
    return { ok: true, key, size: 1, type: { mime: "text/plain", inline: false } };
  },
  remove: async (key: string) => void files.delete(key),
} as never;

const file = async (): Promise<Media> => ({ ok: true, stream: Readable.from(["x"]) }) as never;

function hang(signal: AbortSignal): Promise<Media> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(new Error("aborted"));
    signal.addEventListener("abort", () => reject(new Error("aborted")));
  });
}

/** A message with one file, from a delivery that is still stored. */
async function receive(channelId: ChannelId, ref: string): Promise<void> {
  const accept = createAcceptor({ database: world.database, now: () => new Date(), onStored: () => undefined });
  const { id: deliveryId } = await accept({
    organizationId: world.organizationId,
    endpointId: world.endpointId,
    platform: "api",
    path: "",
    headers: {},
    body: Buffer.from("{}"),
  });
  await world.receive({
    ...buildMessage(world, { from: ref, media: [{ kind: "file", ref, name: "a.txt" }] }),
    channelId,
    deliveryId,
  });
}

async function states(channelId: ChannelId): Promise<string[]> {
  const rows = await sql<{ state: string }>`
    select state from attachments where channel_id = ${channelId}`.execute(world.database.system);
  return rows.rows.map(({ state }) => state);
}

type Tries = { readonly attempts: number; readonly refused: number };
async function tries(): Promise<(Tries & { failure: string | null }) | undefined> {
  const rows = await sql<Tries & { failure: string | null }>`
    select attempts, coalesce((source ->> 'refused')::int, 0) as refused, failure from attachments`.execute(
    world.database.system,
  );
  return rows.rows[0];
}

async function setTries({ attempts, refused }: Tries): Promise<void> {
  await sql`
    update attachments set attempts = ${attempts}, source = source || jsonb_build_object('refused', ${refused}::int)`.execute(
    world.database.system,
  );
}
