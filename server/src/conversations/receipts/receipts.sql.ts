import type { OrganizationId } from "@guichet/contract";
import type { LentClient } from "../../db/index.ts";
import { isUuid } from "../../lib/is-uuid.ts";
import { ANNOUNCE, SHOW_STATES } from "../announce-states.sql.ts";
import type { Announcements } from "../announce-states.ts";
import type { EarlyOfSent } from "../early-news.ts";
import { type NewsTarget, TARGET } from "../news-target.sql.ts";
import { TOLD_BEFORE_ITS_END } from "./up-to.sql.ts";

/** A message as a receipt names it: by our own id, or by the platform's. */
export type Named = { readonly channelId: string; readonly id: string };
export type FoundByName = NewsTarget & { readonly named: string };

/** Ours, by our own ids given back; only on the channel they were sent on. Rows are locked in one order for everybody. */
export async function findByClientRefs(
  client: LentClient,
  organizationId: OrganizationId,
  refs: readonly Named[],
): Promise<FoundByName[]> {
  const usable = refs.filter(({ id }) => isUuid(id));
  if (usable.length === 0) return [];
  const found = await client.query<FoundByName>(
    `${TARGET} where m.organization_id = $1 and m.kind = 'outbound' and m.id = any((select $3::uuid[])::uuid[])
       and m.channel_id = any((select $2::uuid[])::uuid[]) order by c.id, m.id for update of c, m`,
    [organizationId, usable.map(({ channelId }) => channelId), usable.map(({ id }) => id)],
  );
  return found.rows.map((row) => ({ ...row, named: row.id }));
}

export async function findByExternalIds(
  client: LentClient,
  organizationId: OrganizationId,
  ids: readonly Named[],
): Promise<FoundByName[]> {
  if (ids.length === 0) return [];
  const found = await client.query<NewsTarget>(
    `${TARGET} where m.organization_id = $1 and m.channel_id = any((select $2::uuid[])::uuid[])
       and m.external_id = any((select $3::text[])::text[]) order by c.id, m.id for update of c, m`,
    [organizationId, [...new Set(ids.map(({ channelId }) => channelId))], ids.map(({ id }) => id)],
  );
  return found.rows.map((row) => ({ ...row, named: row.external_id ?? "" }));
}

export type ReceiptWrites = Announcements & {
  readonly messages: readonly { id: string; state: string; delivered_at: Date | null; read_at: Date | null }[];
};

const WRITE = `
  with told as (
    select * from jsonb_to_recordset($2::jsonb) as t(id uuid, state text, delivered_at timestamptz, read_at timestamptz)
  ), ended as (
    delete from outbox o using told t where o.organization_id = $1 and o.message_id = t.id
    returning o.message_id as id, o.attempted_at
  ), marked as (
    update messages m set delivery_state = t.state, delivery_error = null, changed_at = $5,
      delivered_at = coalesce(t.delivered_at, m.delivered_at), read_at = coalesce(t.read_at, m.read_at),
      left_at = coalesce(e.attempted_at, m.left_at)
    from told t left join ended e on e.id = t.id where m.organization_id = $1 and m.id = t.id
  ), shown as (${SHOW_STATES}), announced as (${ANNOUNCE})${TOLD_BEFORE_ITS_END}`;

/**
 * All states, the queue's rows and the events of a batch in one statement. The platform's word settles what was uncertain (I6).
 * Answers with what had been told before of what it settles.
 */
export async function writeReceipts(
  client: LentClient,
  organizationId: OrganizationId,
  { messages, conversations, events }: ReceiptWrites,
  now: Date,
): Promise<EarlyOfSent[]> {
  const written = await client.query<EarlyOfSent>(WRITE, [
    organizationId,
    JSON.stringify(messages),
    JSON.stringify(conversations),
    JSON.stringify(events),
    now,
  ]);
  return written.rows;
}
