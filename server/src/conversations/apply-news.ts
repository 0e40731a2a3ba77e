import type {
  Actor,
  ConversationFacts,
  DeliveryErrorKind,
  DeliveryState,
  DomainEvent,
  MessageId,
  OrganizationId,
} from "@guichet/contract";
import type { LastMessage, LentClient } from "../db/index.ts";
import { assertNever } from "../lib/never.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { excerpt } from "./conversation.ts";
import { type MessageNews, nextDeliveryState } from "./message-news.ts";

/** A message with the facts of its conversation, both rows locked. */
export type NewsTarget = {
  id: MessageId;
  kind: "inbound" | "outbound" | "comment";
  text: string;
  deleted_at: Date | null;
  edited_at: Date | null;
  masked_at: Date | null;
  delivery_state: DeliveryState | null;
  last_message: LastMessage | null;
  facts: ConversationFacts;
};

const TARGET = `
  select m.id, m.kind, m.text, m.deleted_at, m.edited_at, m.masked_at, m.delivery_state, c.last_message,
    jsonb_build_object('conversationId', c.id, 'channelId', c.channel_id, 'contactId', c.contact_id, 'identityId', c.identity_id,
      'visibility', c.visibility, 'status', c.status, 'assigneeId', c.assignee_id, 'teamId', c.team_id) as facts
  from messages m join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id`;

export async function findMessageByExternalId(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  externalId: string,
): Promise<NewsTarget | undefined> {
  const found = await client.query<NewsTarget>(
    `${TARGET} where m.organization_id = $1 and m.channel_id = $2 and m.external_id = $3 for update of c, m`,
    [organizationId, channelId, externalId],
  );
  return found.rows[0];
}

/** Ours, by our own id given back; only on the channel it was sent on. */
export async function findMessageByClientRef(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  clientRef: string,
): Promise<NewsTarget | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(clientRef)) return undefined;
  const found = await client.query<NewsTarget>(
    `${TARGET} where m.organization_id = $1 and m.channel_id = $2 and m.id = $3 and m.kind = 'outbound' for update of c, m`,
    [organizationId, channelId, clientRef],
  );
  return found.rows[0];
}

/** Our messages to one contact up to an instant which are not yet known to be in that state. */
export async function findMessagesUpTo(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  partyExternalId: string,
  upTo: Date,
): Promise<NewsTarget[]> {
  const found = await client.query<NewsTarget>(
    `${TARGET} join identities i on i.organization_id = c.organization_id and i.id = c.identity_id
     where m.organization_id = $1 and i.channel_id = $2 and i.external_id = $3 and m.kind = 'outbound' and m.delivery_state in ('sent', 'delivered')
       and m.sent_at <= $4 and m.sent_at > $4 - interval '30 days'
     order by c.id, m.seq limit 500 for update of c, m`,
    [organizationId, channelId, partyExternalId, upTo],
  );
  return found.rows;
}

/** Applies one piece of news to a locked message and announces it; a repeat changes nothing. */
export async function applyNewsToMessage(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  news: MessageNews,
  now: Date,
): Promise<void> {
  switch (news.kind) {
    case "edited":
      return await edit(client, organizationId, message, news.text, new Date(news.at), now);
    case "deleted":
      return await erase(client, organizationId, message, now);
    case "delivery":
      return await receipt(client, organizationId, message, news, now);
    default:
      return assertNever(news);
  }
}

async function edit(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  text: string,
  at: Date,
  now: Date,
): Promise<void> {
  // What a person masked stays masked (W128).
  if (message.masked_at !== null) return;
  if (message.deleted_at !== null || message.text === text || (message.edited_at !== null && message.edited_at > at))
    return;
  await client.query(
    "update messages set text = $3, edited_at = $4, changed_at = $5 where organization_id = $1 and id = $2",
    [organizationId, message.id, text, at, now],
  );
  await changed(
    client,
    organizationId,
    message,
    { text: excerpt(text) },
    { type: "message.changed", data: { ...message.facts, messageId: message.id, change: "edited" } },
    now,
  );
}

/** I19: the row stays as a tombstone and keeps its dedupe key; what it said is gone. */
async function erase(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  now: Date,
): Promise<void> {
  if (message.deleted_at !== null) return;
  await client.query(
    "update messages set text = '', has_html = false, context = null, deleted_at = $3, changed_at = $3 where organization_id = $1 and id = $2",
    [organizationId, message.id, now],
  );
  await client.query("delete from message_html where organization_id = $1 and message_id = $2", [
    organizationId,
    message.id,
  ]);
  await client.query("delete from attachments where organization_id = $1 and message_id = $2 and not of_post", [
    organizationId,
    message.id,
  ]);
  await changed(
    client,
    organizationId,
    message,
    { text: "", attachments: 0 },
    { type: "message.changed", data: { ...message.facts, messageId: message.id, change: "deleted" } },
    now,
    // What a contact wrote is the contact's to delete; what was ours, somebody deleted there.
    message.kind === "inbound" ? { type: "contact", id: message.facts.contactId } : SYSTEM,
  );
}

async function receipt(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  news: Extract<MessageNews, { kind: "delivery" }>,
  now: Date,
): Promise<void> {
  if (message.delivery_state === null) return;
  const state = nextDeliveryState(message.delivery_state, news.state);
  if (state === undefined) return;
  const error = news.state === "failed" ? (news.error ?? { kind: "outcome_unknown", message: "" }) : null;
  await settleState(client, organizationId, message, state, error, now);
  // The platform's word settles what was on its way or uncertain (I6); a failure told after it was sent has a face, too (I16).
  await client.query(
    state === "failed"
      ? FAIL_SEND
      : "delete from outbox where organization_id = $1 and message_id = $2 and $3::jsonb is null",
    [organizationId, message.id, error === null ? null : JSON.stringify({ ...error, code: "" })],
  );
}

/** What was sent elsewhere (`app`) is not ours to send again. */
const FAIL_SEND = `
  insert into outbox (organization_id, message_id, conversation_id, channel_id, seq, state, attempts, next_attempt_at, deadline_at, error, created_at)
  select m.organization_id, m.id, m.conversation_id, m.channel_id, m.seq, 'failed', 1, now(), now(), $3, now()
  from messages m where m.organization_id = $1 and m.id = $2 and m.author_type <> 'app'
  on conflict (organization_id, message_id) do update set state = 'failed', lease_until = null, fence = outbox.fence + 1, error = excluded.error`;

/** Writes a delivery state with its event; also used when a send ends. */
export async function settleState(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  state: DeliveryState,
  error: { kind: DeliveryErrorKind; message: string } | null,
  now: Date,
): Promise<void> {
  await client.query(
    "update messages set delivery_state = $3, delivery_error = $4, changed_at = $5 where organization_id = $1 and id = $2",
    [
      organizationId,
      message.id,
      state,
      error === null ? null : JSON.stringify({ kind: error.kind, message: error.message }),
      now,
    ],
  );
  await changed(
    client,
    organizationId,
    message,
    { deliveryState: state },
    {
      type: "message.delivery_changed",
      data: { ...message.facts, messageId: message.id, state, error: error?.kind ?? null },
    },
    now,
  );
}

const SYSTEM: Actor = { type: "system", name: "channel" };

/** The queue row shows the last message: it follows the message's change. `by`: the change is a line of the audit trail. */
async function changed(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  row: Partial<LastMessage>,
  event: DomainEvent,
  now: Date,
  by?: Actor,
): Promise<void> {
  const isLast = message.last_message?.id === message.id;
  const lines = by === undefined ? 0 : 1;
  const updated = await client.query<{ last_seq: number }>(
    `update conversations set version = version + 1, last_seq = last_seq + $4::int,
       last_message = coalesce(last_message || $3::jsonb, last_message) where organization_id = $1 and id = $2 returning last_seq`,
    [organizationId, message.facts.conversationId, JSON.stringify(isLast ? row : {}), lines],
  );
  if (isLast && message.last_message !== null) message.last_message = { ...message.last_message, ...row };
  await client.query(
    `insert into event_inbox (organization_id, id, type, conversation_id, channel_id, actor, data, at, seq) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      organizationId,
      uuidV7(),
      event.type,
      message.facts.conversationId,
      message.facts.channelId,
      JSON.stringify(by ?? SYSTEM),
      JSON.stringify(event.data),
      now,
      by === undefined ? null : (updated.rows[0]?.last_seq ?? null),
    ],
  );
}

/** Any message by its id, with its conversation's facts, both rows locked. */
export async function findMessageByRow(
  client: LentClient,
  organizationId: OrganizationId,
  id: MessageId,
): Promise<NewsTarget | undefined> {
  const found = await client.query<NewsTarget>(
    `${TARGET} where m.organization_id = $1 and m.id = $2 for update of c, m`,
    [organizationId, id],
  );
  return found.rows[0];
}
