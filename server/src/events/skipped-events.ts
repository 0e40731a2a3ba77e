import type { LoggedEvent } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Database, Db } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { type EventRow, toLoggedEvent } from "./logged-event.ts";

/** An event on which a listener failed for good: put aside, so that the ones behind it go on (I5, I16). */
export type SkippedEvent = {
  readonly id: string;
  readonly listener: string;
  readonly failure: string;
  readonly attempts: number;
  readonly event: LoggedEvent;
};

/** In the transaction that lets the listener pass it: it is either still ahead or on the list, never neither. */
export async function skipEvent(
  trx: Db,
  listener: string,
  event: LoggedEvent,
  failure: string,
  attempts: number,
): Promise<void> {
  await sql`
    insert into skipped_events (organization_id, id, listener, event_id, position, failure, attempts)
    values (${event.organizationId}, ${uuidV7()}, ${listener}, ${event.id}, ${event.position}, ${failure}, ${attempts})
    on conflict (organization_id, event_id, listener) do nothing`.execute(trx);
}

/** Those that a person wants tried again. */
export async function listDueSkips(database: Database, limit: number): Promise<SkippedEvent[]> {
  const rows = await sql<EventRow & { skip_id: string; listener: string; failure: string; attempts: number }>`
    select s.id as skip_id, s.listener, s.failure, s.attempts,
      e.position, e.organization_id, e.id, e.type, e.seq, e.actor, e.data, e.at
    from skipped_events s join event_log e on e.organization_id = s.organization_id and e.position = s.position
    where s.next_attempt_at <= now() order by s.position limit ${limit}`.execute(database.system);
  return rows.rows.map(({ skip_id, listener, failure, attempts, ...row }) => ({
    id: skip_id,
    listener,
    failure,
    attempts,
    event: toLoggedEvent(row),
  }));
}

/** Handled after all: off the list, in the transaction that handled it. False: somebody took it off meanwhile. */
export async function endSkip(trx: Db, skip: SkippedEvent): Promise<boolean> {
  const ended = await sql`
    delete from skipped_events where organization_id = ${skip.event.organizationId} and id = ${skip.id}`.execute(trx);
  return ended.numAffectedRows === 1n;
}

/** Failed once more: it waits for a person again. */
export async function noteSkipFailure(database: Database, skip: SkippedEvent, failure: string): Promise<void> {
  await sql`
    update skipped_events set attempts = attempts + 1, failure = ${failure}, next_attempt_at = null
    where organization_id = ${skip.event.organizationId} and id = ${skip.id}`.execute(database.system);
}

/** A person wants it tried again; the listeners look within a second. False: it is not on the list. */
export async function makeSkipDue(ctx: Ctx, id: string): Promise<boolean> {
  const due = await sql`
    update skipped_events set next_attempt_at = now() where organization_id = ${ctx.organizationId} and id = ${id}`.execute(
    ctx.db,
  );
  return due.numAffectedRows === 1n;
}

/** Given up by a person. The event itself stays in the log. */
export async function discardSkip(ctx: Ctx, id: string): Promise<boolean> {
  const gone = await sql`
    delete from skipped_events where organization_id = ${ctx.organizationId} and id = ${id}`.execute(ctx.db);
  return gone.numAffectedRows === 1n;
}
