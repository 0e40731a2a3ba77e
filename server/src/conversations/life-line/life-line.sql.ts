import type { AttachmentView, DeliveryErrorKind, MessageId, Platform } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";

type Failure = { kind: DeliveryErrorKind; message: string };

/** What is written down of one message in several places. Instants as JSON has them where they come in lists. */
export type LifeFacts = {
  platform: Platform;
  channel_state: string;
  kind: "inbound" | "outbound" | "comment";
  author_name: string;
  external_id: string | null;
  sent_at: Date;
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
  masked_at: Date | null;
  withdrawn_at: Date | null;
  delivered_at: Date | null;
  read_at: Date | null;
  /** The raw delivery; null: there was none, or it is older than it is kept. */
  stored_at: Date | null;
  /** The choice of a team that it brought about. */
  routed: { at: string; team: string | null } | null;
  attempts: { attempt: number; at: string; outcome: string; error: Failure | null }[];
  outbox: {
    state: string;
    attempts: number;
    next_attempt_at: string;
    held_until: string | null;
    earlier: boolean;
  } | null;
  files: { name: string; state: AttachmentView["state"] }[];
  seen_by: string[];
  /** Of what a program sent. */
  metadata: Record<string, unknown> | null;
};

const MOST_ATTEMPTS = 100;
const MOST_READERS = 20;

/** Who asks has been let in to its conversation. Undefined: it is gone. */
export async function loadLifeFacts(ctx: Ctx, id: MessageId): Promise<LifeFacts | undefined> {
  const found = await sql<LifeFacts>`
    select ch.platform, ch.state as channel_state, m.kind, m.author_name, m.external_id, m.sent_at, m.created_at, m.edited_at,
      m.deleted_at, m.masked_at, m.withdrawn_at, m.delivered_at, m.read_at, d.received_at as stored_at,
      (select jsonb_build_object('at', e.at, 'team', t.name) from event_log e
        left join teams t on t.organization_id = e.organization_id and t.id = (e.data ->> 'teamId')::uuid
        where e.organization_id = m.organization_id and e.conversation_id = m.conversation_id and e.seq is not null
          and m.kind = 'inbound' and e.type = 'conversation.routed' and e.at between m.created_at and m.created_at + interval '10 seconds'
          and e.data -> 'decision' ->> 'trigger' in ('message', 'returned')
        order by e.seq limit 1) as routed,
      coalesce((select jsonb_agg(jsonb_build_object('attempt', a.attempt, 'at', a.ended_at, 'outcome', a.outcome, 'error', a.error) order by a.attempt)
        from (select * from send_attempts s where s.organization_id = m.organization_id and s.message_id = m.id
          order by s.attempt desc limit ${MOST_ATTEMPTS}) a), '[]') as attempts,
      (select jsonb_build_object('state', o.state, 'attempts', o.attempts, 'next_attempt_at', o.next_attempt_at, 'held_until', o.held_until,
          'earlier', exists (select from outbox e where e.organization_id = o.organization_id and e.conversation_id = o.conversation_id
            and e.seq < o.seq and e.state in ('ready', 'sending', 'uncertain')))
        from outbox o where o.organization_id = m.organization_id and o.message_id = m.id) as outbox,
      coalesce((select jsonb_agg(jsonb_build_object('name', f.name, 'state', f.state) order by f.position)
        from attachments f where f.organization_id = m.organization_id and f.message_id = m.id and not f.of_post), '[]') as files,
      coalesce((select jsonb_agg(r.name order by r.name) from (
        select concat_ws(' ', u.first_name, u.last_name) as name from read_marks k
        join users u on u.organization_id = k.organization_id and u.id = k.user_id
        where k.organization_id = m.organization_id and k.conversation_id = m.conversation_id and k.seq >= m.seq
          and u.id::text is distinct from m.author_id::text
        order by 1 limit ${MOST_READERS}) r), '[]') as seen_by,
      (select k.metadata from message_metadata k where k.organization_id = m.organization_id and k.message_id = m.id) as metadata
    from messages m join channels ch on ch.organization_id = m.organization_id and ch.id = m.channel_id
    left join deliveries d on d.organization_id = m.organization_id and d.id = m.delivery_id
    where m.organization_id = ${ctx.organizationId} and m.id = ${id}`.execute(ctx.db);
  return found.rows[0];
}
