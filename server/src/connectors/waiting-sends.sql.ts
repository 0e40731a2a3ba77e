import { sql } from "kysely";
import type { Database } from "../db/index.ts";

export type WaitingSends = {
  /** Milliseconds since the oldest send became due that could leave and has not been taken up; 0: none waits. */
  readonly oldestMs: number;
  /** How many nobody knows of whether they arrived, and how many were given up. */
  readonly uncertain: number;
  readonly failed: number;
};

/**
 * Of every organization, by the index that claims go by: from channel to channel, the first of each that is due. What waits for a
 * channel that is paused, or behind another message of its conversation, is not overdue.
 */
export async function readWaitingSends(database: Database): Promise<WaitingSends> {
  const found = await sql<{ age: number | null; uncertain: number; failed: number }>`
    with recursive queues as (
      (select organization_id, channel_id from outbox where state = 'ready' order by organization_id, channel_id limit 1)
      union all
      select next.organization_id, next.channel_id from queues q cross join lateral (
        select organization_id, channel_id from outbox
        where state = 'ready' and (organization_id, channel_id) > (q.organization_id, q.channel_id)
        order by organization_id, channel_id limit 1) next
    )
    select
      (select extract(epoch from clock_timestamp() - min(due.next_attempt_at))::float8 * 1000 from queues q
       join channels c on c.organization_id = q.organization_id and c.id = q.channel_id
       cross join lateral (
         select h.next_attempt_at from outbox h
         where h.organization_id = c.organization_id and h.channel_id = c.id and h.state = 'ready' and h.next_attempt_at <= now()
           and not exists (
             select 1 from outbox e where e.organization_id = h.organization_id and e.conversation_id = h.conversation_id
               and e.seq < h.seq and e.state in ('ready', 'sending', 'uncertain'))
         order by h.next_attempt_at limit 1) due
       where c.state = 'connected' and c.deleted_at is null) as age,
      (select count(*)::int from outbox where state = 'uncertain') as uncertain,
      (select count(*)::int from outbox where state = 'failed') as failed`.execute(database.system);
  const row = found.rows[0];
  return { oldestMs: Math.max(0, row?.age ?? 0), uncertain: row?.uncertain ?? 0, failed: row?.failed ?? 0 };
}
