import type { OrganizationId, UserId } from "@guichet/contract";
import { type Ctx, type Database, openDatabase } from "../db/index.ts";
import type { Log } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { createTestDatabase } from "../testing/test-database.ts";

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };

/** A clock that only moves when a test says so. */
export function buildClock(start = "2026-11-22T10:00:00.000Z") {
  let at = Date.parse(start);
  return {
    now: () => new Date(at),
    pass(milliseconds: number) {
      at += milliseconds;
    },
  };
}

/** A database of its own for one test file. */
export async function openTestWorld(clock = buildClock()) {
  const made = await createTestDatabase();
  const database = await openDatabase({ url: made.url });
  return {
    database,
    clock,
    buildOrganization: (name = "Acme") => buildOrganization(database, name),
    ctx: (organizationId: OrganizationId, userId?: UserId): Ctx => ({
      db: database.of(organizationId),
      organizationId,
      actor: userId === undefined ? { type: "system", name: "Test" } : { type: "user", id: userId },
      now: clock.now,
      log: silentLog,
    }),
    async close() {
      await database.close();
      await made.drop();
    },
  };
}

async function buildOrganization(database: Database, name: string): Promise<OrganizationId> {
  const id = uuidV7() as OrganizationId;
  await database.system.insertInto("organizations").values({ id, name }).execute();
  return id;
}
