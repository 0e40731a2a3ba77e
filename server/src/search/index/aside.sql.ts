import type { MessageId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Db } from "../../db/index.ts";
import type { MessagePlace } from "./write-index.sql.ts";

const RETRIES_AT_ONCE = 20;

/** In the transaction that passes it: a message is still ahead, in the index or on this list, never nowhere. */
export async function putAside(trx: Db, { organizationId, messageId }: MessagePlace, failure: string): Promise<void> {
  await sql`
    insert into search_aside (organization_id, message_id, failure)
    select organization_id, id, ${failure} from messages where organization_id = ${organizationId} and id = ${messageId}
    on conflict (organization_id, message_id)
      do update set failure = excluded.failure, attempts = search_aside.attempts + 1, next_attempt_at = null`.execute(
    trx,
  );
}

/** They are in the index after all. */
export async function takeOffAside(trx: Db, places: readonly MessagePlace[]): Promise<void> {
  await sql`
    delete from search_aside s
    using unnest(${places.map((one) => one.organizationId)}::uuid[], ${places.map((one) => one.messageId)}::uuid[]) as w(organization_id, id)
    where s.organization_id = w.organization_id and s.message_id = w.id`.execute(trx);
}

/** Those that a person wants tried again; held until the transaction ends, so that nobody discards them meanwhile. */
export async function listDueAside(trx: Db): Promise<MessagePlace[]> {
  const rows = await sql<MessagePlace>`
    select organization_id as "organizationId", message_id as "messageId" from search_aside
    where next_attempt_at <= clock_timestamp() order by next_attempt_at limit ${RETRIES_AT_ONCE} for update`.execute(
    trx,
  );
  return rows.rows;
}

/** A person wants it tried again: the index looks within a second. False: it is not on the list, or due already. */
export async function makeAsideDue(ctx: Ctx, messageId: MessageId): Promise<boolean> {
  const due = await sql`
    update search_aside set next_attempt_at = clock_timestamp()
    where organization_id = ${ctx.organizationId} and message_id = ${messageId} and next_attempt_at is null`.execute(
    ctx.db,
  );
  return due.numAffectedRows === 1n;
}

/** A person gives it up: the message stays in its conversation and is not found by its words. False: it is not on the list. */
export async function discardAside(ctx: Ctx, messageId: MessageId): Promise<boolean> {
  const gone = await sql`
    delete from search_aside where organization_id = ${ctx.organizationId} and message_id = ${messageId}`.execute(
    ctx.db,
  );
  return gone.numAffectedRows === 1n;
}
