import type pg from "pg";
import type { World } from "../product/world.ts";

/** The least SQL that gives 50 rows of one channel's queue: no names, no permissions. */
export const QUEUE_FLOOR = `select * from conversations where organization_id = $1 and channel_id = $2 and status = 'resolved'
  order by queue_at, id limit 50`;
/** The least SQL that gives the last 50 messages of a conversation. */
export const MESSAGES_FLOOR = `select * from messages where organization_id = $1 and conversation_id = $2 order by seq desc limit 50`;

/** Milliseconds of each of many runs of a prepared statement by one client. */
export async function timeStatement(client: pg.Client, text: string, values: readonly unknown[][]): Promise<number[]> {
  const times: number[] = [];
  for (const given of values) {
    const start = performance.now();
    await client.query({ name: "floor", text, values: given });
    times.push(performance.now() - start);
  }
  return times;
}

/** Conversations spread over the whole of the data. */
export async function pickConversations(client: pg.Client, world: World, count: number): Promise<string[]> {
  const found = await client.query<{ id: string }>(
    `select id from (select id, row_number() over (order by id) as n from conversations where organization_id = $1) c
     where n % greatest(1, $2::int / $3::int) = 0 limit $3`,
    [world.organizationId, world.loaded.conversations, count],
  );
  return found.rows.map((row) => row.id);
}
