import {
  type ChannelId,
  type ConversationStatus,
  isAboutConversation,
  type LoggedEvent,
  type OrganizationId,
  queueStep,
} from "@guichet/contract";
import { sql } from "kysely";
import type { Database, Db } from "../db/index.ts";
import { failpoint } from "../lib/failpoint.ts";
import { holdLease, type Lease } from "./lease.ts";
import { type EventRow, toLoggedEvent } from "./logged-event.ts";

export const DISPATCH_BATCH = 1000;

/**
 * Moves committed events from the inbox to the log and gives them their positions, alone and under the fence of its lease.
 * An event whose transaction is still open is not there yet and gets a later position: no reader can pass it.
 * Answers the batch in order, or `lost` when another dispatcher has taken over.
 */
export async function dispatchOnce(database: Database, lease: Lease): Promise<LoggedEvent[] | "lost"> {
  const batch = await database.system.transaction().execute(async (trx) => {
    if (!(await holdLease(trx, lease))) return "lost";
    const events = await moveBatch(trx);
    if (events.length > 0) await countStatuses(trx, events);
    await failpoint("dispatch.before_commit");
    return events;
  });
  await failpoint("dispatch.after_commit");
  return batch;
}

/**
 * The inbox is empty whenever its statistics are taken, so every way through it looks as good to the planner. Only the walk
 * along the index of tickets passes what was moved before once and never again; a bitmap or a sort reads all of it each time.
 */
const WALK = sql`
  select set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true)`;

async function moveBatch(trx: Db): Promise<LoggedEvent[]> {
  await WALK.execute(trx);
  const moved = await sql<EventRow>`
    with taken as (
      delete from event_inbox where ticket = any(
        array(select ticket from event_inbox order by ticket limit (select ${DISPATCH_BATCH}::int)))
      returning *
    ), numbered as (
      select h.position + row_number() over (order by t.ticket) as position, t.*
      from taken t, (select position from event_head for update) h
    ), logged as (
      insert into event_log (position, organization_id, id, type, conversation_id, channel_id, seq, actor, data, at)
      select position, organization_id, id, type, conversation_id, channel_id, seq, actor, data, at from numbered
    ), head as (
      update event_head set position = position + (select count(*) from taken) where (select count(*) from taken) > 0
    )
    select position, organization_id, id, type, seq, actor, data, at from numbered order by position`.execute(trx);
  return moved.rows.map(toLoggedEvent);
}

/** New and Pending of each channel, exact at every position: a browser adds the events it hears to the figures it got. */
async function countStatuses(trx: Db, events: readonly LoggedEvent[]): Promise<void> {
  const deltas = statusDeltas(events);
  if (deltas.length === 0) return;
  await sql`
    insert into queue_counts (organization_id, channel_id, status, count)
    select * from unnest(${deltas.map((d) => d.organizationId)}::uuid[], ${deltas.map((d) => d.channelId)}::uuid[],
                         ${deltas.map((d) => d.status)}::text[], ${deltas.map((d) => d.delta)}::int[])
    on conflict (organization_id, channel_id, status) do update set count = queue_counts.count + excluded.count`.execute(
    trx,
  );
}

export type StatusDelta = {
  organizationId: OrganizationId;
  channelId: ChannelId;
  status: ConversationStatus;
  delta: number;
};

/** What a batch adds to and takes from the counters, one entry for each channel and status. */
export function statusDeltas(events: readonly LoggedEvent[]): StatusDelta[] {
  const sums = new Map<string, StatusDelta>();
  const add = (event: LoggedEvent, channelId: ChannelId, status: ConversationStatus | null, delta: number) => {
    if (status === null || status === "resolved") return;
    const key = `${event.organizationId} ${channelId} ${status}`;
    const sum = sums.get(key) ?? { organizationId: event.organizationId, channelId, status, delta: 0 };
    sum.delta += delta;
    sums.set(key, sum);
  };
  for (const event of events) {
    if (!isAboutConversation(event)) continue;
    const { before, after } = queueStep(event);
    if (before === after) continue;
    add(event, event.data.channelId, before, -1);
    add(event, event.data.channelId, after, 1);
  }
  return [...sums.values()]
    .filter((sum) => sum.delta !== 0)
    .sort((a, b) => (a.channelId + a.status < b.channelId + b.status ? -1 : 1));
}
