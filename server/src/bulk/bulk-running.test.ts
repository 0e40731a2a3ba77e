import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ConversationId, ConversationStatus } from "@guichet/contract";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeOf, conversationsOf } from "../conversations/conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { labelsIn } from "../conversations/labels/labels.test-kit.ts";
import { installFailpoints } from "../lib/failpoint.ts";
import { bulkIn, newBulkId } from "./bulk.test-kit.ts";
import { cancelBulkAction } from "./cancel-bulk-action.ts";
import { getBulkAction, undoBulkAction } from "./create-bulk-action.ts";
import { sizeOfView } from "./list-bulk-actions.ts";
import { startBulkWork } from "./start-bulk-work.ts";

let world: World;
const labels = labelsIn(() => world);
const bulk = bulkIn(() => world);
beforeEach(async () => {
  world = await buildWorld();
});
afterEach(async () => await world.close());

const RESOLVE = { type: "resolve", topicId: null } as const;
const NEW = { status: "new", sort: "oldest" } as const;

async function startMany(count: number, prefix = "c"): Promise<ConversationId[]> {
  const messages = Array.from({ length: count }, (_, n) => buildMessage(world, { from: `${prefix}${n}` }));
  for (let at = 0; at < count; at += 100) await world.receive(...messages.slice(at, at + 100));
  const rows = await world.database.system
    .selectFrom("conversations as c")
    .innerJoin("identities as i", "i.id", "c.identity_id")
    .select("c.id")
    .where("i.external_id", "like", `${prefix}%`)
    .orderBy("c.queue_at")
    .orderBy("c.id")
    .execute();
  return rows.map((row) => row.id);
}

const EVENTS = sql`(select conversation_id, seq, type, data from event_inbox
  union all select conversation_id, seq, type, data from event_log)`;

/** Of how many conversations the trail says that they were resolved in bulk, and in how many lines. */
async function linesOf(): Promise<{ conversations: number; lines: number }> {
  const found = await sql<{ conversations: number; lines: number }>`
    select count(distinct conversation_id)::int as conversations, count(*)::int as lines from ${EVENTS} e
    where type = 'conversation.status_changed' and data ->> 'cause' = 'bulk'`.execute(world.database.system);
  return found.rows[0] ?? { conversations: 0, lines: 0 };
}

/** Conversations whose numbers are not those of their messages and lines: one was written twice, or is missing. */
async function countGaps(): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from conversations c where c.last_seq <>
      (select count(*) from messages m where m.conversation_id = c.id) + (select count(distinct e.seq) from ${EVENTS} e
        where e.conversation_id = c.id and e.seq is not null and e.type <> 'message.received')`.execute(
    world.database.system,
  );
  return found.rows[0]?.n ?? -1;
}

async function count(status: ConversationStatus): Promise<number> {
  const rows = await sql<{ n: number }>`select count(*)::int as n from conversations where status = ${status}`.execute(
    world.database.system,
  );
  return rows.rows[0]?.n ?? 0;
}

const see = async (id: ReturnType<typeof newBulkId>, who = world.kai) => await getBulkAction(world.ctx(who), id);

describe("how bulk actions run", () => {
  it("W49 two actions on the same rows at once: each conversation is resolved by one of them, and the other says so", async () => {
    const ids = await startMany(60);
    const one = await bulk.begin(world.kai, RESOLVE, { ids });
    const two = await bulk.begin(world.ana, RESOLVE, { ids: ids.toReversed() });
    // Three workers at the same time.
    await Promise.all([bulk.work(), bulk.work(), bulk.work()]);
    await bulk.work();
    const [first, second] = [await see(one.id), await see(two.id, world.ana)];
    expect([first.state, second.state]).toEqual(["done", "done"]);
    expect(first.done + second.done).toBe(60);
    expect(first.skipped + second.skipped).toBe(60);
    expect(await linesOf()).toEqual({ conversations: 60, lines: 60 });
    expect(await countGaps()).toBe(0);
  });

  it.each([
    ["bulk.before_commit", 7],
    ["bulk.after_commit", 7],
  ])(
    "W49 I4 a worker that is killed at %s: the rest is done by another, and nothing twice",
    async (place, times) => {
      const ids = await startMany(30);
      const action = await bulk.begin(world.kai, RESOLVE, { ids });
      const kit = fileURLToPath(new URL("./bulk-worker-that-dies.test-kit.ts", import.meta.url));
      const child = spawn(process.execPath, [kit, world.url, place, String(times)], { stdio: "ignore" });
      const [, signal] = await once(child, "exit");
      expect(signal).toBe("SIGKILL");
      const half = await see(action.id);
      expect(half.state).toBe("running");
      expect(half.done).toBeGreaterThan(0);
      expect(half.done).toBeLessThan(30);
      expect(await count("resolved")).toBe(half.done);
      await bulk.work();
      expect(await see(action.id)).toMatchObject({ state: "done", done: 30, skipped: 0 });
      expect(await linesOf()).toEqual({ conversations: 30, lines: 30 });
      expect(await countGaps()).toBe(0);
    },
    60_000,
  );

  it("W49 ten thousand rows of a view: all of them, and not what arrives afterwards", async () => {
    await startMany(1);
    await multiply(9_999);
    expect(await sizeOfView(world.ctx(world.kai), NEW)).toEqual({ count: 10_000, more: false });
    const action = await bulk.begin(world.kai, RESOLVE, { view: NEW });
    expect(action).toMatchObject({ total: 10_000, cut: false, state: "running" });
    await world.receive(buildMessage(world, { from: "late" }));
    await bulk.work();
    expect(await see(action.id)).toMatchObject({ state: "done", done: 10_000, skipped: 0 });
    expect([await count("resolved"), await count("new")]).toEqual([10_000, 1]);
    expect(await linesOf()).toMatchObject({ conversations: 10_000, lines: 10_000 });
  }, 300_000);

  it("a view with more than an action takes is cut, in the order of the queue, and says so", async () => {
    await startMany(1);
    await multiply(10_004);
    expect(await sizeOfView(world.ctx(world.kai), NEW)).toEqual({ count: 10_000, more: true });
    const action = await bulk.begin(world.kai, { type: "pending" }, { view: { ...NEW, sort: "newest" } });
    expect(action).toMatchObject({ total: 10_000, cut: true });
    const left = await sql<{ n: number }>`
      select count(*)::int as n from conversations c where not exists (select from bulk_items i where i.conversation_id = c.id)
        and c.queue_at <= all (select q.queue_at from conversations q join bulk_items i on i.conversation_id = q.id)`.execute(
      world.database.system,
    );
    expect(left.rows[0]?.n).toBe(5);
    await cancelBulkAction(world.ctx(world.kai), action.id);
  }, 60_000);

  it("I22 access lost midway: what is left is skipped, and its names are gone from the list", async () => {
    const ids = await startMany(70);
    const action = await bulk.begin(world.kai, RESOLVE, { ids });
    await bulk.round();
    await bulk.setRole(world.kai, world.channelId, "viewer");
    const { done } = await see(action.id);
    expect(done).toBe(50);
    await bulk.round();
    expect(await see(action.id)).toMatchObject({ done: 50, skippedBy: [{ reason: "viewer", count: 20 }] });
    expect((await bulk.skippedOf(world.kai, action.id)).has(null)).toBe(false);
    await bulk.setRole(world.kai, world.channelId, null);
    expect([...(await bulk.skippedOf(world.kai, action.id)).keys()]).toEqual([null]);
    expect(await count("resolved")).toBe(50);
  });

  it("cancelled while it runs: nothing happens after the answer, and what was done can be taken back", async () => {
    const ids = await startMany(200);
    const action = await bulk.begin(world.kai, RESOLVE, { ids });
    expect(await codeOf(undoBulkAction(world.ctx(world.kai), action.id, newBulkId()))).toBe("nothing_to_undo");
    const working = bulk.work();
    await expect.poll(async () => (await see(action.id)).done).toBeGreaterThan(5);
    const answer = await cancelBulkAction(world.ctx(world.kai), action.id);
    const resolved = await count("resolved");
    await working;
    expect(answer).toMatchObject({ state: "cancelled", total: 200, canUndo: true });
    expect(answer.done).toBe(resolved);
    expect(await count("resolved")).toBe(resolved);
    expect(resolved).toBeLessThan(200);
    expect(await codeOf(cancelBulkAction(world.ctx(world.ana), action.id))).toBe("not_found");
    const undo = await undoBulkAction(world.ctx(world.kai), action.id, newBulkId());
    await bulk.work();
    expect(await see(undo.id)).toMatchObject({ state: "done", done: resolved, skipped: 0 });
    expect(await count("resolved")).toBe(0);
  });

  it("at most three of one person run at a time; an empty view is done at once", async () => {
    const [id = "" as ConversationId] = await startMany(1);
    for (let n = 0; n < 3; n += 1) await bulk.begin(world.kai, { type: "pending" }, { ids: [id] });
    expect(await codeOf(bulk.begin(world.kai, { type: "pending" }, { ids: [id] }))).toBe("limit_reached");
    await bulk.begin(world.ana, { type: "pending" }, { ids: [id] });
    await bulk.work();
    const nothing = await bulk.begin(world.kai, RESOLVE, { view: { status: "resolved", sort: "oldest" } });
    await bulk.work();
    expect(await see(nothing.id)).toMatchObject({ state: "done", total: 0, canUndo: false });
  });

  it("a conversation on which it stumbles is tried three times and then named; the others are done", async () => {
    const ids = await startMany(3);
    const action = await bulk.begin(world.kai, RESOLVE, { ids });
    let thrown = 0;
    const restore = installFailpoints((name) => {
      if (name !== "bulk.before_commit" || thrown === 3) return undefined;
      thrown += 1;
      throw new Error("not today");
    });
    // One after the other, so that it is the first one that fails.
    await sql`update bulk_items set state = 'cancelled' where place > 1`.execute(world.database.system);
    await bulk.work();
    restore();
    await sql`update bulk_items set state = 'waiting' where state = 'cancelled'`.execute(world.database.system);
    await sql`update bulk_actions set state = 'running'`.execute(world.database.system);
    await bulk.work();
    expect(await see(action.id)).toMatchObject({ done: 2, skippedBy: [{ reason: "failed", count: 1 }] });
    expect((await conversationsOf(world, "c0"))[0]?.status).toBe("new");
    expect(await linesOf()).toEqual({ conversations: 2, lines: 2 });
    expect(await countGaps()).toBe(0);
  });

  it("the worker role begins when it is told, wakes who listens, and forgets after a week", async () => {
    const [id = "" as ConversationId] = await startMany(1);
    let woken = 0;
    const { log } = world.ctx(world.kai);
    const worker = startBulkWork({ database: world.database, now: world.now, log, wake: () => (woken += 1) });
    const action = await bulk.begin(world.kai, RESOLVE, { ids: [id] });
    worker.nudge();
    await expect.poll(async () => (await see(action.id)).state).toBe("done");
    await worker.stop();
    expect(woken).toBeGreaterThan(0);
    expect(await labels.auditOf(id)).toHaveLength(1);
    world.clock.pass(8 * 24 * 3_600_000);
    const later = startBulkWork({ database: world.database, now: world.now, log, wake: () => undefined });
    later.nudge();
    await expect.poll(async () => await codeOf(see(action.id))).toBe("not_found");
    await later.stop();
    expect((await sql`select from bulk_items`.execute(world.database.system)).rows).toEqual([]);
  });
});

/** More conversations like the one that is there, each of a contact of its own. */
async function multiply(times: number): Promise<void> {
  const { system } = world.database;
  const copy = async (table: "contacts" | "identities" | "conversations", change: ReturnType<typeof sql>) =>
    await sql`
      insert into ${sql.table(table)} select r.* from generate_series(1, ${times}) n
      cross join lateral jsonb_populate_record((select t from ${sql.table(table)} t limit 1), ${change}) r`.execute(
      system,
    );
  const idOf = (what: string) => sql`md5(${what} || n)::uuid`;
  await copy("contacts", sql`jsonb_build_object('id', ${idOf("contact")})`);
  await copy(
    "identities",
    sql`jsonb_build_object('id', ${idOf("identity")}, 'contact_id', ${idOf("contact")}, 'external_id', 'many' || n)`,
  );
  await copy(
    "conversations",
    sql`jsonb_build_object('id', ${idOf("conversation")}, 'contact_id', ${idOf("contact")}, 'identity_id', ${idOf("identity")},
      'queue_at', (select queue_at from conversations limit 1) + make_interval(secs => n))`,
  );
}
