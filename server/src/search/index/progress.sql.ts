import type { EventType, MessageId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Db } from "../../db/index.ts";
import type { MessagePlace } from "./write-index.sql.ts";

/** Events that are read at once: cutting their messages into words must not hold up the process for long. */
const BATCH = 200;

/** The messages that the next events tell of, how many events those were and how far the log was read; undefined: nothing is new. */
export async function readNews(
  trx: Db,
  listener: string,
  hears: readonly EventType[],
): Promise<{ places: MessagePlace[]; position: string; events: number } | undefined> {
  const read = await sql<{ position: string; organization_id: OrganizationId; message_id: MessageId | null }>`
    select position, organization_id, case when type = any(${[...hears]}::text[]) then data ->> 'messageId' end as message_id
    from event_log
    where position > coalesce((select position from listener_positions where listener = ${listener}), 0)
    order by position limit ${BATCH}`.execute(trx);
  const last = read.rows.at(-1);
  if (last === undefined) return undefined;
  return {
    places: read.rows.flatMap((row) =>
      row.message_id === null ? [] : [{ organizationId: row.organization_id, messageId: row.message_id }],
    ),
    position: last.position,
    events: read.rows.length,
  };
}

/** Some messages from before there was an index, and how far back the last of them lies. */
export type OldMessages = {
  readonly organizationId: OrganizationId;
  readonly places: readonly MessagePlace[];
  readonly reached: Date | null;
};

/** The next of them, the newest first; undefined: none are left anywhere. They are counted once, at the beginning. */
export async function readOld(trx: Db, most: number): Promise<OldMessages | undefined> {
  const waiting = await sql<{ organization_id: OrganizationId; before: string; total: string | null }>`
    select organization_id, before, total from search_backfill order by organization_id limit 1`.execute(trx);
  const next = waiting.rows[0];
  if (next === undefined) return undefined;
  const { organization_id: organizationId, before } = next;
  if (next.total === null)
    await sql`
      update search_backfill set total = done + (select count(*) from messages where organization_id = ${organizationId} and id < ${before})
      where organization_id = ${organizationId}`.execute(trx);
  const found = await sql<{ id: MessageId; created_at: Date }>`
    select id, created_at from messages where organization_id = ${organizationId} and id < ${before}
    order by id desc limit ${most}`.execute(trx);
  return {
    organizationId,
    places: found.rows.map((row) => ({ organizationId, messageId: row.id })),
    reached: found.rows.at(-1)?.created_at ?? null,
  };
}

/** How far back that organization's messages are in the index now; without any, all of them are. */
export async function writeReached(trx: Db, { organizationId, places, reached }: OldMessages): Promise<void> {
  const last = places.at(-1)?.messageId;
  if (last === undefined)
    await trx.deleteFrom("search_backfill").where("organization_id", "=", organizationId).execute();
  else
    await sql`
      update search_backfill set before = ${last}, reached = ${reached}, done = done + ${places.length}
      where organization_id = ${organizationId}`.execute(trx);
}
