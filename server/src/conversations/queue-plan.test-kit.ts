import { CompiledQuery, sql } from "kysely";
import type { Ctx, Db } from "../db/index.ts";
import { inTransaction } from "../db/index.ts";
import type { World } from "./conversations.test-kit.ts";
import type { QueueQuery } from "./queue-page.sql.ts";
import { listQueuePlaces } from "./read-queue.sql.ts";

/** As many conversations more in New, on the world's channel, as copies of one that is there; statistics are taken anew. */
export async function fillQueue(world: World, many: number): Promise<void> {
  const { system } = world.database;
  await sql`insert into conversations (organization_id, id, channel_id, identity_id, contact_id, visibility, thread_key, status,
      queue_at, waiting_since, created_at, last_inbound_at, window_ends_at)
    select c.organization_id, gen_random_uuid(), ${world.channelId}, c.identity_id, c.contact_id, 'private', 'filled ' || n, 'new',
      now() - n * interval '1 minute', now(), now(), now(), now() + n * interval '1 second'
    from (select * from conversations limit 1) c, generate_series(1, ${many}::int) n`.execute(system);
  await sql`analyze conversations`.execute(system);
}

/** How PostgreSQL reads a page, as a statement that is prepared once and knows no value. */
export async function explainQueue(world: World, query: QueueQuery): Promise<string> {
  const texts: string[] = [];
  const db = {
    executeQuery: async (asked: CompiledQuery) => {
      texts.push(asked.sql);
      return { rows: [] };
    },
  } as unknown as Db;
  await listQueuePlaces({ db, organizationId: world.organizationId }, world.kai, query);
  const [text = ""] = texts.slice(-1);
  return await inTransaction(world.ctx(world.kai) as Ctx, async ({ db: trx }) => {
    await sql`set local plan_cache_mode = force_generic_plan`.execute(trx);
    await trx.executeQuery(CompiledQuery.raw(`prepare asked as ${text}`));
    const values = [...new Set(text.match(/\$\d+/g))].map(() => "null").join(", ");
    const lines = await trx.executeQuery<{ "QUERY PLAN": string }>(
      CompiledQuery.raw(`explain execute asked (${values})`),
    );
    await trx.executeQuery(CompiledQuery.raw("deallocate asked"));
    return lines.rows.map((line) => line["QUERY PLAN"]).join("\n");
  });
}
