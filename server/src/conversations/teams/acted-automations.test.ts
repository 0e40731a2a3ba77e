import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { buildWorld, type World } from "../conversations.test-kit.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());

it("R57 what automations did to a conversation is found by an index, also under the rule of rows", async () => {
  const db = world.database.of(world.organizationId);
  const plan = await db.transaction().execute(async (trx) => {
    await sql`set local enable_seqscan = off`.execute(trx);
    const { rows } = await sql<Record<string, string>>`
      explain select actor from event_log where organization_id = ${world.organizationId}
        and conversation_id = any(${[uuidV7()]}::uuid[]) and actor ->> 'type' = 'automation'`.execute(trx);
    return rows.map((row) => Object.values(row)[0]).join("\n");
  });
  expect(plan).toMatch(/event_log_automations/);
  expect(plan).toMatch(/Index Cond: .*conversation_id/);
});
