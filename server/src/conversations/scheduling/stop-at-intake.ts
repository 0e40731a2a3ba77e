import type {
  ConversationFacts,
  ConversationId,
  DomainEvent,
  MessageId,
  OrganizationId,
  UserId,
} from "@guichet/contract";
import type { LentClient } from "../../db/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import type { InboundMessage } from "../inbound-message.ts";
import type { LoadedFacts } from "../intake.sql.ts";

type Stopped = { id: MessageId; author_id: UserId; due_at: Date; seq: number; facts: ConversationFacts };

/** Locks what belongs to it in the order of all others: conversations, then what is scheduled in them. */
const LOCK = `
  select c.id from conversations c
  where c.organization_id = $1 and c.id in (
    select s.conversation_id from scheduled_messages s
    where s.organization_id = $1 and s.state = 'waiting' and s.identity_id = any($2::uuid[]))
  order by c.id for update`;

const STOP = `
  with wrote as (
    select * from unnest($2::uuid[], $3::text[], $4::text[]) as w(identity_id, visibility, thread_key)
  ), stopped as (
    update scheduled_messages s set state = 'stopped', stopped = '{"cause": "contact_wrote", "code": null, "byName": null}'
    from conversations c join wrote w on w.identity_id = c.identity_id and w.visibility = c.visibility and w.thread_key = c.thread_key
    where s.organization_id = $1 and c.organization_id = $1 and c.id = s.conversation_id and s.state = 'waiting'
    returning s.id, s.author_id, s.due_at, s.conversation_id
  ), numbered as (
    select s.*, row_number() over (partition by s.conversation_id order by s.due_at, s.id)::int as n from stopped s
  ), counted as (
    update conversations c set last_seq = c.last_seq + t.many, version = c.version + 1
    from (select conversation_id, count(*)::int as many from stopped group by conversation_id) t
    where c.organization_id = $1 and c.id = t.conversation_id
    returning c.*, t.many
  )
  select n.id, n.author_id, n.due_at, c.last_seq - c.many + n.n as seq,
    jsonb_build_object('conversationId', c.id, 'channelId', c.channel_id, 'contactId', c.contact_id, 'identityId', c.identity_id,
      'visibility', c.visibility, 'status', c.status, 'assigneeId', c.assignee_id, 'teamId', c.team_id, 'holderId', c.holder ->> 'id') as facts
  from numbered n join counted c on c.id = n.conversation_id order by c.id, n.n`;

/**
 * The contact was faster: what was scheduled for them does not leave. In the intake's own transaction and before its message
 * takes its place, so that a reply that is due at this instant has left before it, or does not leave.
 */
export async function stopScheduledAtIntake(
  client: LentClient,
  organizationId: OrganizationId,
  batch: readonly InboundMessage[],
  facts: readonly LoadedFacts[],
  now: Date,
): Promise<void> {
  const wrote = batch.flatMap((message, n) => {
    const known = facts[n];
    if (known?.has_scheduled !== true || known.seen || known.identity_id === null) return [];
    const counts = message.direction === "in" && !message.automatic;
    return counts ? [{ message, identityId: known.identity_id }] : [];
  });
  if (wrote.length === 0) return;
  const identities = wrote.map((one) => one.identityId);
  await client.query(LOCK, [organizationId, identities]);
  const stopped = await client.query<Stopped>(STOP, [
    organizationId,
    identities,
    wrote.map(({ message }) => message.visibility),
    wrote.map(({ message }) => message.threadKey ?? ""),
  ]);
  for (const one of stopped.rows) await tell(client, organizationId, one, now);
  for (const [id, lines] of Map.groupBy(stopped.rows, (row) => row.facts.conversationId))
    moveOn(facts, id, lines.length);
}

/** What the intake has read of the conversation is older by as many lines. */
function moveOn(facts: readonly LoadedFacts[], id: ConversationId, lines: number): void {
  for (const known of facts) if (known.conversation_id === id) known.last_seq = (known.last_seq ?? 0) + lines;
}

async function tell(client: LentClient, organizationId: OrganizationId, one: Stopped, now: Date): Promise<void> {
  const { id: scheduledId, author_id: authorId, due_at, facts, seq } = one;
  const event: DomainEvent = {
    type: "schedule.changed",
    data: { ...facts, scheduledId, authorId, change: "stopped", cause: "contact_wrote", at: due_at.toISOString() },
  };
  await client.query(
    `insert into event_inbox (organization_id, id, type, conversation_id, channel_id, seq, actor, data, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[organizationId, uuidV7(), event.type, facts.conversationId, facts.channelId, seq],
      ...[JSON.stringify({ type: "contact", id: facts.contactId }), JSON.stringify(event.data), now],
    ],
  );
}
