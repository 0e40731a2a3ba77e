import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createPasswordHasher } from "../auth/index.ts";
import { allConnectors } from "../connectors/connectors.ts";
import { openDatabase } from "../db/index.ts";
import { createEventBus, createWake, startDispatcher } from "../events/index.ts";
import { createFileStore } from "../files/index.ts";
import { createLog } from "../lib/log.ts";
import { createSecretBox } from "../lib/secret-box.ts";
import { createTestDatabase } from "../testing/test-database.ts";
import { foundOrganization } from "../users/index.ts";
import { COLLEAGUES } from "./cast.ts";
import { fillExample } from "./fill-example.ts";
import { STILL_NEW, STILL_PENDING } from "./plan-past.ts";

type World = Awaited<ReturnType<typeof openWorld>>;
let world: World;

beforeAll(async () => {
  world = await openWorld();
  await fillExample(world.deps, world.organizationId, world.userId, { conversations: 80 });
  await untilDispatched();
});
afterAll(() => world.close());

test("the example has the conversations it promises: 15 New, 20 Pending, the rest Resolved", async () => {
  const rows = await world.query<{ status: string; count: number }>(
    "select status, count(*)::int as count from conversations group by status",
  );
  expect(Object.fromEntries(rows.map((row) => [row.status, row.count]))).toEqual({
    new: STILL_NEW,
    pending: STILL_PENDING,
    resolved: 80 - STILL_NEW - STILL_PENDING,
  });
});

test("every role works there, each person with access to what their teams reach", async () => {
  const roles = await world.query<{ role: string }>("select distinct role from team_members order by role");
  expect(roles.map((row) => row.role)).toEqual(["contributor", "supervisor", "viewer"]);
  const people = await world.query("select id from users");
  expect(people).toHaveLength(COLLEAGUES.length + 1);
  const signedIn = await world.query("select id from users where password_hash is not null");
  expect(signedIn).toHaveLength(1);
});

test("I3 the numbers of every conversation's entries have no gap", async () => {
  const gaps = await world.query(
    `select c.id from conversations c cross join lateral (
       select count(*)::int as entries, coalesce(max(seq), 0) as highest from (
         select seq from messages m where m.conversation_id = c.id
         union all select seq from event_log e where e.conversation_id = c.id and e.seq is not null) s
     ) n where n.entries <> n.highest or n.highest <> c.last_seq`,
  );
  expect(gaps).toEqual([]);
});

test("the live counters agree with the conversations", async () => {
  const wrong = await world.query(
    `select * from (select channel_id, status, count(*)::int as count from conversations where status <> 'resolved' group by 1, 2) c
     full join (select channel_id, status, count from queue_counts where count <> 0) q using (channel_id, status)
     where c.count is distinct from q.count`,
  );
  expect(wrong).toEqual([]);
});

test("nothing old waits to be sent, and every reply of the past was sent", async () => {
  expect(await world.query("select message_id from outbox")).toEqual([]);
  const states = await world.query<{ delivery_state: string }>(
    "select distinct delivery_state from messages where kind = 'outbound'",
  );
  expect(states.map((row) => row.delivery_state)).toEqual(["read"]);
});

test("it all happened in the past, in order, over three months and in several languages", async () => {
  const now = world.deps.now();
  const [span] = await world.query<{ first: Date; last: Date }>(
    "select min(sent_at) as first, max(sent_at) as last from messages",
  );
  expect(span && now.getTime() - span.first.getTime()).toBeGreaterThan(50 * 86_400_000);
  expect(span?.last.getTime()).toBeLessThan(now.getTime());
  const backwards = await world.query(
    "select a.id from messages a join messages b using (conversation_id) where a.seq < b.seq and a.sent_at > b.sent_at",
  );
  expect(backwards).toEqual([]);
  const [french] = await world.query<{ count: number }>(
    "select count(*)::int as count from messages where text like '%Bonjour%' or text like '%Merci%'",
  );
  expect(french?.count).toBeGreaterThan(3);
});

test("some messages carry files that can be opened, and no placeholder is left in a text", async () => {
  const files = await world.query<{ file: string; state: string }>(
    "select file, state from attachments where message_id is not null",
  );
  expect(files.length).toBeGreaterThan(5);
  expect(files.every((row) => row.state === "stored")).toBe(true);
  const opened = await world.deps.files.open(files[0]?.file ?? "");
  opened?.stream.destroy();
  expect(opened?.size).toBeGreaterThan(500);
  expect(await world.query("select id from messages where text ~ '[{}]'")).toEqual([]);
});

async function openWorld() {
  const { url, drop } = await createTestDatabase();
  const database = await openDatabase({ url });
  const folder = mkdtempSync(join(tmpdir(), "guichet-example-"));
  const log = createLog("silent");
  const wake = createWake();
  const bus = await createEventBus(url, log);
  const dispatcher = startDispatcher({ database, bus, wake, log, onBatch: () => undefined });
  const passwordHash = await createPasswordHasher({ memory: 64, passes: 1, parallelism: 1 }).hash("Trois-4-Chats!");
  const place = await foundOrganization(
    { system: database.system, now: () => new Date(), log },
    { name: "Atelier Lumen", locale: "en", timeZone: "Europe/Paris" },
    { firstName: "Claire", lastName: "Fontaine", email: "claire@lumen.example", locale: "en", passwordHash },
  );
  return {
    ...place,
    deps: {
      database,
      files: createFileStore({ root: folder }),
      keys: { secretBox: createSecretBox(Buffer.alloc(32, 7)), linkKey: Buffer.alloc(32, 9) },
      connectors: allConnectors(),
      now: () => new Date(),
      log,
      wake,
    },
    query: async <Row>(text: string): Promise<Row[]> => (await sql.raw<Row>(text).execute(database.system)).rows,
    async close() {
      await dispatcher.stop();
      await bus.close();
      await database.close();
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilDispatched(): Promise<void> {
  await vi.waitFor(async () => expect(await world.query("select 1 from event_inbox limit 1")).toEqual([]), 20_000);
}
