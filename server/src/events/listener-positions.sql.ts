import type { EventType, LoggedEvent } from "@guichet/contract";
import { sql } from "kysely";
import { type Database, type Db, readRows } from "../db/index.ts";
import { type EventRow, toLoggedEvent } from "./logged-event.ts";

/** How far into the log a listener has come: the last position that it handled or passed. */
export type ListenerPosition = { readonly listener: string; readonly position: string };

/** Positions of these listeners; one that was never written down begins at "0". */
export async function readPositions(db: Db, listeners: readonly string[]): Promise<ListenerPosition[]> {
  const rows = await sql<ListenerPosition>`
    select n.listener, coalesce(p.position, 0)::text as position
    from unnest(${[...listeners]}::text[]) as n(listener) left join listener_positions p on p.listener = n.listener`.execute(
    db,
  );
  return rows.rows;
}

/** Writes positions down; they never go back, and whoever got on has no failures any more. */
export async function writePositions(db: Db, positions: readonly ListenerPosition[]): Promise<void> {
  await sql`
    insert into listener_positions (listener, position)
    select * from unnest(${positions.map((one) => one.listener)}::text[], ${positions.map((one) => one.position)}::bigint[])
    on conflict (listener) do update set position = greatest(listener_positions.position, excluded.position), failures = 0`.execute(
    db,
  );
}

/** One more failure of a listener, with its words. Answers how many there are since it last got on. */
export async function writeFailure(db: Db, listener: string, failure: string): Promise<number> {
  const noted = await sql<{ failures: number }>`
    insert into listener_positions (listener, position, failures, failure) values (${listener}, 0, 1, ${failure})
    on conflict (listener) do update set failures = listener_positions.failures + 1, failure = excluded.failure
    returning failures`.execute(db);
  return noted.rows[0]?.failures ?? 1;
}

export type Stretch = {
  /** Those of the wanted types, in order. */
  readonly events: readonly LoggedEvent[];
  /** The last position that was read; undefined: there is nothing behind `from`. */
  readonly end: string | undefined;
  /** There may be more behind it. */
  readonly more: boolean;
};

const BATCH = 200;
const NEXT_EVENTS = `
  with batch as materialized (
    select position, organization_id, id, type, seq, actor, data, at from event_log
    where position > $1 order by position limit ${BATCH}
  ), passed as (select max(position) as last, count(*) = ${BATCH} as more from batch)
  select p.last, p.more, b.* from passed p left join batch b on b.type = any((select $2::text[])::text[]) order by b.position`;

/** The next stretch of the log behind a position. */
export async function readStretch(database: Database, from: string, types: readonly EventType[]): Promise<Stretch> {
  type Row = { last: string | null; more: boolean } & (EventRow | { position: null });
  const rows = await readRows<Row>(database.system, NEXT_EVENTS, [from, types]);
  return {
    events: rows.flatMap((row) => (row.position === null ? [] : [toLoggedEvent(row)])),
    end: rows[0]?.last ?? undefined,
    more: rows[0]?.more ?? false,
  };
}
