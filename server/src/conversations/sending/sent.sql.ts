import type { MessageId, OrganizationId } from "@guichet/contract";
import type { LentClient } from "../../db/index.ts";
import { ANNOUNCE, SHOW_STATES } from "../announce-states.sql.ts";
import type { Announcements } from "../announce-states.ts";
import type { EarlyOfSent } from "../early-news.ts";
import { type NewsTarget, TARGET_COLUMNS, TARGET_TABLES } from "../news-target.sql.ts";
import { TOLD_BEFORE_ITS_END } from "../receipts/up-to.sql.ts";

/** `fence`: whose word counts now (I23). */
export type EndingSend = NewsTarget & { readonly fence: string };

/**
 * Messages that are on their way or uncertain; theirs and their conversations' rows are locked. What somebody else holds is left out,
 * or with `wait` waited for: whoever waits must hold one conversation alone, since others take theirs in another order.
 */
export async function findEnding(
  client: LentClient,
  organizationId: OrganizationId,
  ids: readonly MessageId[],
  wait: boolean,
): Promise<Map<MessageId, EndingSend>> {
  const found = await client.query<EndingSend>(
    `select ${TARGET_COLUMNS}, o.fence ${TARGET_TABLES} join outbox o on o.organization_id = m.organization_id and o.message_id = m.id
     where m.organization_id = $1 and m.id = any((select $2::uuid[])::uuid[]) and m.kind = 'outbound' and o.state in ('sending', 'uncertain')
     order by c.id, m.id for update of c, m, o ${wait ? "" : "skip locked"}`,
    [organizationId, ids],
  );
  return new Map(found.rows.map((row) => [row.id, row]));
}

/** What becomes of a message's row. `settled`: its state is `sent` now; receipts may have brought it further. */
export type SentMessage = {
  readonly id: MessageId;
  readonly channel_id: string;
  readonly attempt: number;
  readonly external_id: string | null;
  readonly context: Readonly<Record<string, unknown>> | null;
  readonly pieces: readonly string[];
  readonly settled: boolean;
};

// An id that another message of the channel has names that one: it must not keep this send from ending.
const WRITE = `
  with sent as (
    select * from jsonb_to_recordset($2::jsonb) as s(id uuid, channel_id uuid, attempt int, external_id text, context jsonb, pieces text[], settled boolean)
  ), ended as (
    delete from outbox o using sent s where o.organization_id = $1 and o.message_id = s.id
    returning o.message_id as id, o.attempted_at
  ), tried as (
    insert into send_attempts (organization_id, message_id, attempt, started_at, ended_at, outcome, error)
    select $1, s.id, s.attempt, $5, $5, 'sent', null from sent s
    on conflict (organization_id, message_id, attempt) do update set ended_at = excluded.ended_at, outcome = excluded.outcome, error = excluded.error
  ), marked as (
    update messages m set
      external_id = case when s.external_id is null or exists (
          select from messages o where o.organization_id = $1 and o.channel_id = s.channel_id and o.external_id = s.external_id and o.id <> s.id)
        then m.external_id else s.external_id end,
      context = coalesce(s.context, m.context),
      delivery_state = case when s.settled then 'sent' else m.delivery_state end,
      delivery_error = case when s.settled then null else m.delivery_error end,
      changed_at = case when s.settled then $5 else m.changed_at end,
      left_at = coalesce(e.attempted_at, m.left_at)
    from sent s left join ended e on e.id = s.id where m.organization_id = $1 and m.id = s.id
  ), shown as (${SHOW_STATES}), announced as (${ANNOUNCE}), used as (
    update channels c set last_outbound_at = $5
    where c.organization_id = $1 and c.id = any(array(select channel_id from sent))
      and (c.last_outbound_at is null or c.last_outbound_at < $5::timestamptz - interval '10 seconds')
  ), pieces as (
    insert into sent_pieces (organization_id, channel_id, external_id, message_id)
    select $1, s.channel_id, piece, s.id from sent s cross join lateral unnest(s.pieces) piece
    on conflict do nothing
  ), names as (
    select id, channel_id, external_id, false as is_piece from sent
    union all select s.id, s.channel_id, piece, true from sent s cross join lateral unnest(s.pieces) piece
  ), early as (
    delete from early_news e using names n
    where e.organization_id = $1 and e.channel_id = n.channel_id and e.external_id = n.external_id
    returning n.id as "messageId", n.external_id as "externalId", n.is_piece as "isPiece", e.data as news
  )
  select * from early union all ${TOLD_BEFORE_ITS_END}`;

/** All of it in one statement; answers with the news that had come before. All their ids must be held. */
export async function writeSent(
  client: LentClient,
  organizationId: OrganizationId,
  { messages, conversations, events }: Announcements & { readonly messages: readonly SentMessage[] },
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
