import type {
  Actor,
  DeliveryErrorKind,
  DeliveryState,
  DomainEvent,
  MessageId,
  Moderation,
  OrganizationId,
} from "@guichet/contract";
import type { LentClient } from "../db/index.ts";
import { assertNever } from "../lib/never.ts";
import { announceChange, PLATFORM } from "./announce-change.ts";
import { hide, react } from "./apply-marks.ts";
import { replaceFiles } from "./attaching/replace-files.sql.ts";
import { excerpt } from "./conversation.ts";
import type { MessageNews } from "./message-news.ts";
import { MODERATION_STATEMENTS } from "./moderating/moderation-statements.ts";
import type { NewsTarget } from "./news-target.sql.ts";
import { stateAfter } from "./receipts/follow-receipts.ts";
import { TOLD_BEFORE_ITS_END } from "./receipts/up-to.sql.ts";

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
      return await edit(client, organizationId, message, news, now);
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
  { text, files, ...told }: Extract<MessageNews, { kind: "edited" }>,
  now: Date,
): Promise<void> {
  // What a person masked stays masked (W128).
  if (message.masked_at !== null) return;
  const at = new Date(told.at);
  if (message.deleted_at !== null || (message.edited_at !== null && message.edited_at > at)) return;
  const attachments = files === undefined ? undefined : await replaceFiles(client, organizationId, message, files, now);
  if (message.text === text && attachments === undefined) return;
  await client.query(
    "update messages set text = $3, edited_at = $4, changed_at = $5 where organization_id = $1 and id = $2",
    [organizationId, message.id, text, at, now],
  );
  await announceChange(
    client,
    organizationId,
    message,
    { text: excerpt(text), ...(attachments === undefined ? {} : { attachments }) },
    { type: "message.changed", data: { ...message.facts, messageId: message.id, change: "edited" } },
    now,
  );
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
  await announceChange(client, organizationId, message, {}, { type: "message.moderated", data }, now, by);
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
  await announceChange(client, organizationId, message, { text: "", attachments: 0 }, event, now, by);
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
  message.delivery_state = state;
  if (error !== null) {
    // A failure told after it was sent has a face, too (I16).
    await client.query(FAIL_SEND, [organizationId, message.id, JSON.stringify({ ...error, code: "" })]);
    return;
  }
  const told = await client.query<{ news: Extract<MessageNews, { kind: "delivery" }> }>(END_SEND, [
    organizationId,
    message.id,
  ]);
  for (const { news: before } of told.rows) await receipt(client, organizationId, message, before, now);
}

/** The platform's word settles what was on its way or uncertain (I6), and what had been told up to an instant counts. */
const END_SEND = `
  with ended as (
    delete from outbox where organization_id = $1 and message_id = $2 returning message_id as id, attempted_at
  ), marked as (
    update messages m set left_at = coalesce(e.attempted_at, m.left_at) from ended e where m.organization_id = $1 and m.id = e.id
  )${TOLD_BEFORE_ITS_END} order by w.state`;

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
  await announceChange(
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
