import type {
  AutoResolve,
  ContactGroupId,
  ContactId,
  ConversationId,
  ConversationStatus,
  IdentityId,
  MaskingRules,
  MessageId,
  OrganizationId,
  TagId,
  TeamId,
  TopicId,
  UserId,
} from "@guichet/contract";
import type { Holder, LastMessage, LentClient } from "../db/index.ts";
import { insertOpenedConversations, updateReceivingConversations } from "./change-status.ts";
import { holdNewPerson, type KeptProfile, TAKE_EARLY_PROFILES } from "./early-profiles/early-profiles.sql.ts";
import type { InboundMessage } from "./inbound-message.ts";
import type { WeighedReaction } from "./reacting/weighed-reaction.ts";

/** What is known of one message's sender and conversation before anything is written. */
export type LoadedFacts = {
  n: number;
  seen: boolean;
  /** The id its client chose is already another message's. */
  id_taken: boolean;
  has_news: boolean;
  /** Something is scheduled for this contact. */
  has_scheduled: boolean;
  reply_to_id: MessageId | null;
  identity_id: IdentityId | null;
  contact_id: ContactId | null;
  contact_name: string | null;
  named_by_hand: boolean | null;
  display_name: string | null;
  handle: string | null;
  verified: boolean | null;
  /** Of the picture that their network told last. */
  photo_key: string | null;
  profile_asked_at: Date | null;
  conversation_id: ConversationId | null;
  status: ConversationStatus | null;
  queue_at: Date | null;
  waiting_since: Date | null;
  assignee_id: UserId | null;
  /** Signed out, and the organization gives the work of such back (W77). */
  assignee_gone: boolean;
  lock_user_id: UserId | null;
  team_id: TeamId | null;
  team_by_hand: boolean | null;
  priority: number | null;
  holder: Holder | null;
  last_seq: number | null;
  last_inbound_at: Date | null;
  window_ends_at: Date | null;
  last_message: LastMessage | null;
  topic_ids: TopicId[] | null;
  tag_ids: TagId[] | null;
  /** The groups that the contact is in, as they were last computed. */
  group_ids: readonly ContactGroupId[];
  status_since: Date | null;
  arrived_at: Date | null;
  resolve_at: Date | null;
  promised: AutoResolve | null;
  boomerang_at: Date | null;
  boomerang_note: string | null;
  boomerang_by: UserId | null;
  /** The channel's auto-resolve and the system's boomerang as they are set now. */
  terms: AutoResolve;
  /** The channel's own reply window, hours; null: it has none, or its platform says it for all. */
  own_window_hours: number | null;
  system_boomerang_hours: number | null;
  /** W121, W124: whom or what an agent muted, while the organization has that switched on. */
  muted: "contact" | "post" | null;
  /** Of a reaction alone. */
  reaction?: WeighedReaction;
  /** What is masked by itself before anything is stored; null: the channel is gone. */
  masking: MaskingRules | null;
};

/** `(select …)` hides from the planner how short the arrays are, or it plans anew for every batch (see `readRows`). */
const LOAD = `
  with wanted as (
    select * from unnest((select $2::int[]), (select $3::uuid[]), (select $4::text[]), (select $5::text[]), (select $6::text[]),
      (select $7::text[]), (select $8::text[]), (select $9::uuid[])) as w(n, channel_id, party, external_id, visibility, thread_key, reply_to, message_id)
  ), people as (
    select w.n, i.id, i.contact_id, i.display_name, i.handle, i.verified, i.photo_key, i.profile_asked_at, i.muted_at, p.name, p.named_by_hand
    from wanted w
    join identities i on i.organization_id = $1 and i.channel_id = w.channel_id and i.external_id = w.party
    join contacts p on p.organization_id = $1 and p.id = i.contact_id
  ), open as (
    select c.* from conversations c
    where c.organization_id = $1 and c.status in ('new', 'pending') and c.identity_id = any(array(select id from people))
    order by c.id for update
  )
  select w.n, p.id as identity_id, p.contact_id, p.name as contact_name, p.named_by_hand, p.display_name, p.handle, p.verified, p.photo_key, p.profile_asked_at,
    c.id as conversation_id, c.status, c.queue_at, c.waiting_since, c.assignee_id, c.lock_user_id, c.team_id, c.team_by_hand, c.priority, c.holder, c.last_seq,
    c.last_inbound_at, c.window_ends_at, c.last_message, c.topic_ids, c.tag_ids, c.status_since, c.arrived_at, c.resolve_at, c.auto_resolve as promised,
    c.boomerang_at, c.boomerang_note, c.boomerang_by, t.system_boomerang_hours, t.masking, t.own_window_hours,
    coalesce(t.remove_assignment, false) and exists (
      select 1 from users a where a.organization_id = $1 and a.id = c.assignee_id and a.presence = 'offline') as assignee_gone,
    case
      when t.muting_contacts and p.muted_at is not null then 'contact'
      when t.muting_posts and w.visibility = 'public' and w.thread_key <> '' and exists (
        select 1 from muted_posts x where x.organization_id = $1 and x.channel_id = w.channel_id and x.thread_key = w.thread_key
      ) then 'post' end as muted,
    coalesce(t.terms, '{"new": {"hours": 720, "reasonId": null}, "pending": {"hours": 720, "reasonId": null}}'::jsonb) as terms,
    exists (select 1 from messages m where m.organization_id = $1 and m.channel_id = w.channel_id and m.external_id = w.external_id)
      or exists (select 1 from erased_messages x where x.organization_id = $1 and x.channel_id = w.channel_id
        and x.key = encode(sha256(convert_to(w.external_id, 'UTF8')), 'hex')) as seen,
    exists (select 1 from messages m where m.organization_id = $1 and m.id = w.message_id) as id_taken,
    exists (select 1 from early_news e where e.organization_id = $1 and e.channel_id = w.channel_id and e.external_id = w.external_id) as has_news,
    case when p.id is null then ${holdNewPerson("w.channel_id", "w.party")} end as held,
    array(select g.group_id from contact_group_members g where g.organization_id = $1 and g.contact_id = p.contact_id order by 1) as group_ids,
    exists (select 1 from scheduled_messages s where s.organization_id = $1 and s.identity_id = p.id and s.state = 'waiting') as has_scheduled,
    case when w.reply_to is null then null else
      (select m.id from messages m where m.organization_id = $1 and m.channel_id = w.channel_id and m.external_id = w.reply_to) end as reply_to_id
  from wanted w
  left join people p on p.n = w.n
  left join open c on c.identity_id = p.id and c.visibility = w.visibility and c.thread_key = w.thread_key
  left join lateral (
    select o.auto_resolve || h.auto_resolve as terms, o.system_boomerang_hours, o.remove_assignment, o.masking,
      o.muting_contacts, o.muting_posts, (h.settings ->> 'replyWindowHours')::int as own_window_hours
    from channels h join organizations o on o.id = h.organization_id
    where h.organization_id = $1 and h.id = w.channel_id
  ) t on true
  order by w.n`;

/** Loads what a batch needs and locks its open conversations, in one statement. */
export async function loadFacts(
  client: LentClient,
  organizationId: OrganizationId,
  batch: readonly InboundMessage[],
): Promise<LoadedFacts[]> {
  const loaded = await client.query<LoadedFacts>(LOAD, [
    organizationId,
    batch.map((_, n) => n),
    batch.map((message) => message.channelId),
    batch.map((message) => message.party.externalId),
    batch.map((message) => message.externalId),
    batch.map((message) => message.visibility),
    batch.map((message) => message.threadKey ?? ""),
    batch.map((message) => message.replyToExternalId ?? null),
    batch.map((message) => message.messageId ?? null),
  ]);
  return loaded.rows;
}

/** Rows to write, already in the shape of their columns. */
export type IntakeWrites = {
  readonly people: Record<string, unknown>[];
  readonly opened: Record<string, unknown>[];
  readonly changed: Record<string, unknown>[];
  readonly messages: Record<string, unknown>[];
  readonly events: Record<string, unknown>[];
};

const WRITE = `
  with people as (
    insert into contacts (organization_id, id, name, created_at)
    select $1, p.contact_id, p.name, p.created_at
    from jsonb_to_recordset($2::jsonb) as p(contact_id uuid, name text, created_at timestamptz)
  ), identified as (
    insert into identities (organization_id, id, channel_id, external_id, contact_id, display_name, handle, verified, created_at)
    select $1, p.id, p.channel_id, p.external_id, p.contact_id, p.display_name, p.handle, p.verified, p.created_at
    from jsonb_to_recordset($2::jsonb) as p(id uuid, channel_id uuid, external_id text, contact_id uuid, display_name text, handle text, verified boolean, created_at timestamptz)
  ), changed as (
    ${updateReceivingConversations("$4")}
  ), opened as (
    ${insertOpenedConversations("$3")}
  ), stored as (
    insert into messages (organization_id, id, conversation_id, channel_id, seq, order_key, kind, author_type, author_id, author_name,
      text, has_html, subject, reply_to_id, external_id, automatic, context, sent_at, created_at, changed_at, delivery_state, delivery_id, tag_ids)
    select $1, m.id, m.conversation_id, m.channel_id, m.seq, m.order_key, m.kind, m.author_type, m.author_id, m.author_name,
      m.text, m.has_html, m.subject, m.reply_to_id, m.external_id, m.automatic, m.context, m.sent_at, m.created_at, m.created_at, m.delivery_state, m.delivery_id,
      case when m.tag_ids is not null then array(select jsonb_array_elements_text(m.tag_ids)::uuid) end
    from jsonb_to_recordset($5::jsonb) as m(id uuid, conversation_id uuid, channel_id uuid, seq int, order_key double precision, kind text,
      author_type text, author_id uuid, author_name text, text text, has_html boolean, subject text, reply_to_id uuid, external_id text,
      automatic boolean, context jsonb, sent_at timestamptz, created_at timestamptz, delivery_state text, delivery_id uuid, tag_ids jsonb)
    on conflict do nothing returning id
  ), told as (
    insert into event_inbox (organization_id, id, type, conversation_id, channel_id, seq, actor, data, at)
    select $1, e.id, e.type, e.conversation_id, e.channel_id, e.seq, e.actor, e.data, e.at
    from jsonb_to_recordset($6::jsonb) as e(id uuid, type text, conversation_id uuid, channel_id uuid, seq int, actor jsonb, data jsonb, at timestamptz)
  ), early as (${TAKE_EARLY_PROFILES}
  )
  select (select count(*)::int from opened) as opened, (select count(*)::int from changed) as changed, (select count(*)::int from stored) as stored,
    (select coalesce(jsonb_agg(to_jsonb(early)), '[]') from early) as early`;

/** Somebody else wrote the same contact, conversation or message meanwhile: nothing of this batch was kept; load again. */
export class IntakeConflict extends Error {
  override name = "IntakeConflict";
}

/** Writes a batch in one statement (I4). Throws `IntakeConflict` unless every row found its place. Answers with what was kept of the new people. */
export async function writeIntake(
  client: LentClient,
  organizationId: OrganizationId,
  writes: IntakeWrites,
): Promise<readonly KeptProfile[]> {
  const written = await client.query<{ opened: number; changed: number; stored: number; early: KeptProfile[] }>(WRITE, [
    organizationId,
    JSON.stringify(writes.people),
    JSON.stringify(writes.opened),
    JSON.stringify(writes.changed),
    JSON.stringify(writes.messages),
    JSON.stringify(writes.events),
  ]);
  const counts = written.rows[0];
  if (
    counts?.opened !== writes.opened.length ||
    counts.changed !== writes.changed.length ||
    counts.stored !== writes.messages.length
  ) {
    throw new IntakeConflict();
  }
  return counts.early;
}
