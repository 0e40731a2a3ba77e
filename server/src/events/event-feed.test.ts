import type { LoggedEvent, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../db/index.ts";
import type { Log } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createEventBus, createEventFeed, type EventBus } from "./index.ts";
import { type EventRow, toLoggedEvent } from "./logged-event.ts";

const log: Log = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };
const organizationId = uuidV7() as OrganizationId;
let server: TestDatabase;
let database: Database;
let bus: EventBus;
beforeAll(async () => {
  server = await createTestDatabase();
  database = await openDatabase({ url: server.url });
  bus = await createEventBus(server.url, log);
});
afterAll(async () => {
  await Promise.all([database.close(), bus.close()]);
  await server.drop();
});

test("I13 what another dispatcher gave between two of our own batches is not passed over", async () => {
  const feed = await createEventFeed(database, bus, log);
  const seen: string[] = [];
  const busy = Promise.withResolvers<void>();
  feed.subscribe(async (events) => {
    seen.push(...events.map((event) => event.position));
    await busy.promise;
  });
  const events = await logEvents(5);
  const own = (position: number) => events.filter((event) => event.position === String(position));
  feed.offer(own(1));
  feed.offer(own(2));
  feed.offer(own(5));
  busy.resolve();
  await expect.poll(() => seen).toEqual(["1", "2", "3", "4", "5"]);
  feed.stop();
});

async function logEvents(count: number): Promise<LoggedEvent[]> {
  const rows = await sql<EventRow>`
    with logged as (
      insert into event_log (position, organization_id, id, type, actor, data, at)
      select n, ${organizationId}, gen_random_uuid(), 'organization.changed', '{"type":"system","name":"Test"}', '{}', now()
      from generate_series(1, ${count}) n returning *
    ), head as (update event_head set position = ${count})
    select position, organization_id, id, type, seq, actor, data, at from logged order by position`.execute(
    database.system,
  );
  return rows.rows.map(toLoggedEvent);
}
