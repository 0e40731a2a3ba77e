import type {
  Actor,
  DeliveryErrorKind,
  DeliveryState,
  DomainEvent,
  MessageId,
  Moderation,
  OrganizationId,
} from "@guichet/contract";
import type { LastMessage, LentClient } from "../db/index.ts";
import { assertNever } from "../lib/never.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { excerpt } from "./conversation.ts";
import type { MessageNews } from "./message-news.ts";
import { MODERATION_STATEMENTS } from "./moderating/moderation-statements.ts";
import type { NewsTarget } from "./news-target.sql.ts";
import { stateAfter } from "./receipts/follow-receipts.ts";

const MOST_REACTING = 1000;

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
    case "hidden":
      return await hide(client, organizationId, message, news.hidden, new Date(news.at), now);
    case "reacted":
      return await react(client, organizationId, message, news, now);
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

/** What a person put there later counts, whatever comes first; of many people on one message the first thousand are kept. */
async function react(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  { by, emoji, at }: Extract<MessageNews, { kind: "reacted" }>,
  now: Date,
): Promise<void> {
  const before = Object.hasOwn(message.reactions, by) ? message.reactions[by] : undefined;
  if (message.deleted_at !== null || (before !== undefined && before.at > at)) return;
  // One that is taken back is kept, too: it may have overtaken the one that it takes back.
  if (before === undefined && Object.keys(message.reactions).length >= MOST_REACTING) return;
  if (before !== undefined && before.emoji.join() === emoji.join()) return;
  await client.query(
    `update messages set reactions = reactions || jsonb_build_object($3::text, $4::jsonb), changed_at = $5
     where organization_id = $1 and id = $2`,
    [organizationId, message.id, by, JSON.stringify({ at, emoji }), now],
  );
  if (before === undefined && emoji.length === 0) return;
  const data = { ...message.facts, messageId: message.id, change: "reacted" as const };
  await changed(client, organizationId, message, {}, { type: "message.changed", data }, now);
}

/** The last of what was done there counts, whatever comes first; of one instant what comes last (channel rules 0.6). */
async function hide(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  hidden: boolean,
  at: Date,
  now: Date,
): Promise<void> {
  const { hidden_changed_at: before } = message;
  if (message.deleted_at !== null || (before !== null && before > at)) return;
  // Told once more, and later: what was done in between may still be on its way.
  const isNew = (message.hidden_at !== null) !== hidden;
  await client.query(
    `update messages set hidden_changed_at = $3, hidden_at = case when $4 then $5 else hidden_at end,
       changed_at = case when $4 then $6 else changed_at end where organization_id = $1 and id = $2`,
    [organizationId, message.id, at, isNew, hidden ? now : null, now],
  );
  if (!isNew) return;
  const data = { ...message.facts, messageId: message.id, change: "hidden" as const };
  await changed(client, organizationId, message, {}, { type: "message.changed", data }, now);
}

/** What an agent did on the platform, written down with a line that says who. */
export async function applyModeration(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  moderation: Moderation,
  by: Actor,
  now: Date,
): Promise<void> {
  if (moderation === "delete") return await erase(client, organizationId, { ...message, removal: by }, now);
  if (message.deleted_at !== null) return;
  const { text, isOn } = MODERATION_STATEMENTS[moderation];
  await client.query(text, [organizationId, message.id, now, isOn]);
  const data = { ...message.facts, messageId: message.id, moderation };
  await changed(client, organizationId, message, {}, { type: "message.moderated", data }, now, by);
}

/** Before the platform is asked to delete it: who asks; null: it did not do it. */
export async function writeRemoval(
  client: LentClient,
  organizationId: OrganizationId,
  id: MessageId,
  by: Actor | null,
): Promise<void> {
  await client.query("update messages set removal = $3 where organization_id = $1 and id = $2 and deleted_at is null", [
    organizationId,
    id,
    by === null ? null : JSON.stringify(by),
  ]);
}

/** I19: the row stays as a tombstone and keeps its dedupe key; what it said is gone. */
async function erase(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  now: Date,
): Promise<void> {
  if (message.deleted_at !== null) return;
  await blank(client, organizationId, message, now);
  const { facts, removal } = message;
  const data = { ...facts, messageId: message.id };
  // The platform's word that it is gone may come before its answer to who asked for that.
  const event: DomainEvent =
    removal === null
      ? { type: "message.changed", data: { ...data, change: "deleted" } }
      : { type: "message.moderated", data: { ...data, moderation: "delete" } };
  // What a contact wrote is the contact's to delete; what was ours, somebody deleted there.
  const by: Actor = removal ?? (message.kind === "inbound" ? { type: "contact", id: facts.contactId } : PLATFORM);
  await changed(client, organizationId, message, { text: "", attachments: 0 }, event, now, by);
}

async function blank(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  now: Date,
): Promise<void> {
  await client.query(
    "update messages set text = '', has_html = false, context = null, reactions = '{}', deleted_at = $3, changed_at = $3 where organization_id = $1 and id = $2",
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
}

async function receipt(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  news: Extract<MessageNews, { kind: "delivery" }>,
  now: Date,
): Promise<void> {
  const state = stateAfter(message, news.state);
  if (state === undefined) return;
  const error = news.state === "failed" ? (news.error ?? { kind: "outcome_unknown", message: "" }) : null;
  await settleState(client, organizationId, message, state, error, now, new Date(news.at));
  // The platform's word settles what was on its way or uncertain (I6); a failure told after it was sent has a face, too (I16).
  await client.query(
    state === "failed"
      ? FAIL_SEND
      : "delete from outbox where organization_id = $1 and message_id = $2 and $3::jsonb is null",
    [organizationId, message.id, error === null ? null : JSON.stringify({ ...error, code: "" })],
  );
}

/** What was sent elsewhere (by an `app` that we do not know) is not ours to send again. */
const FAIL_SEND = `
  insert into outbox (organization_id, message_id, conversation_id, channel_id, seq, state, attempts, next_attempt_at, deadline_at, error, created_at)
  select m.organization_id, m.id, m.conversation_id, m.channel_id, m.seq, 'failed', 1, now(), now(), $3, now()
  from messages m where m.organization_id = $1 and m.id = $2 and (m.author_type <> 'app' or m.author_id is not null)
  on conflict (organization_id, message_id) do update set state = 'failed', lease_until = null, fence = outbox.fence + 1, error = excluded.error`;

/** Writes a delivery state with its event; also used when a send ends. `toldAt`: when it happened, by the platform's clock. */
export async function settleState(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  state: DeliveryState,
  error: { kind: DeliveryErrorKind; message: string } | null,
  now: Date,
  toldAt: Date = now,
): Promise<void> {
  await client.query(
    `update messages set delivery_state = $3, delivery_error = $4, changed_at = $5,
       delivered_at = case $3 when 'delivered' then $6::timestamptz else delivered_at end,
       read_at = case $3 when 'read' then $6::timestamptz else read_at end
     where organization_id = $1 and id = $2`,
    [
      organizationId,
      message.id,
      state,
      error === null ? null : JSON.stringify({ kind: error.kind, message: error.message }),
      now,
      toldAt,
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

/** Who told what a platform tells. */
export const PLATFORM: Actor = { type: "system", name: "channel" };

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
      JSON.stringify(by ?? PLATFORM),
      JSON.stringify(event.data),
      now,
      by === undefined ? null : (updated.rows[0]?.last_seq ?? null),
    ],
  );
}
