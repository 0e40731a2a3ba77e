import {
  type ChannelId,
  type ContactId,
  type ConversationId,
  type CrossChannelView,
  MOST_CONVERSATIONS_OF_CONTACT,
  type Platform,
  type UserId,
} from "@guichet/contract";
import { type Ctx, readRows } from "../../db/index.ts";
import { seenText } from "../../users/index.ts";
import { MESSAGE_COLUMNS } from "../thread.sql.ts";
import type { MessageRow } from "../thread.view.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** Whose other conversations, seen from which one, and on which channels: hidden ones are neither read nor counted. */
export type CrossChannelReach = {
  readonly conversationId: ConversationId;
  readonly contacts: readonly ContactId[];
  readonly visible: readonly ChannelId[];
  /** Whose teams hide some of them, perhaps. */
  readonly readerId: UserId;
};

/** Somebody whose deletion has begun is nobody's history any more. */
const PEOPLE = `
  people as (
    select p.id from unnest((select $2::uuid[])) as p(id) where not exists (
      select 1 from identities i where i.organization_id = $1 and i.contact_id = p.id and i.deleted_at is not null)
  ), start as (
    select id, identity_id, visibility, created_at from conversations where organization_id = $1 and id = $3
  )`;

/** Does the thread show it by itself: this conversation, or an earlier one of the same identity and visibility? */
const IN_THREAD = `
  (c.identity_id = s.identity_id and c.visibility = s.visibility and (c.created_at, c.id) <= (s.created_at, s.id))`;

const CHANNELS = `
  with ${PEOPLE}, held as (
    select c.* from people p cross join lateral (
      select id, channel_id, identity_id, visibility, created_at, team_id, assignee_id from conversations
      where organization_id = $1 and contact_id = p.id order by created_at desc limit ${MOST_CONVERSATIONS_OF_CONTACT}
    ) c
  ), seen as (
    select h.*, h.channel_id = any((select $4::uuid[])::uuid[]) and ${seenText("h", "$1", "$5")} as visible from held h
  )
  select c.channel_id, h.platform, c.visible,
    count(*)::int as conversations, bool_or(not ${IN_THREAD}) as beyond,
    (array_agg(c.id order by c.created_at desc, c.id desc))[1] as newest_id
  from seen c cross join start s join channels h on h.organization_id = $1 and h.id = c.channel_id
  group by c.channel_id, h.platform, c.visible order by max(c.created_at) desc, c.channel_id`;

type ChannelRow = {
  channel_id: ChannelId;
  platform: Platform;
  visible: boolean;
  conversations: number;
  beyond: boolean;
  newest_id: ConversationId;
};

/** The person's channels, that of the newest conversation first. */
export async function loadChannelsOfPerson(
  ctx: Scope,
  reach: CrossChannelReach,
): Promise<Omit<CrossChannelView, "contactIds">> {
  const rows = await readRows<ChannelRow>(ctx.db, CHANNELS, [
    ctx.organizationId,
    reach.contacts,
    reach.conversationId,
    reach.visible,
    reach.readerId,
  ]);
  const seen = rows.filter((row) => row.visible);
  return {
    channels: seen.map((row) => ({
      channelId: row.channel_id,
      platform: row.platform,
      conversations: row.conversations,
      newestId: row.newest_id,
    })),
    beyond: seen.some((row) => row.beyond),
    moreElsewhere: seen.length < rows.length,
  };
}

/** A moment and, among messages of that moment, an id: what is older comes next. */
export type CrossChannelCursor = { readonly at: string; readonly id: string };

const END: CrossChannelCursor = { at: "infinity", id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

/**
 * Messages of one conversation stand by seq, of which the moment they were written down is the order, too, but for a few
 * that were written down at once: so many are looked at beyond the page.
 */
const AT_ONCE = 10;

/**
 * The newest messages below a place across all of the person's other conversations. The newest of each conversation says
 * which of them can have one in the page; only those are read on. Conversations that began later have none.
 */
const ENTRIES = `
  with ${PEOPLE}, begun as materialized (
    select c.id, c.channel_id from start s cross join people p cross join lateral (
      select id, channel_id, identity_id, visibility, created_at, team_id, assignee_id from conversations
      where organization_id = $1 and contact_id = p.id and created_at <= (select $5::timestamptz)
      order by created_at desc limit ${MOST_CONVERSATIONS_OF_CONTACT}
    ) c where c.channel_id = any((select $4::uuid[])::uuid[]) and ${seenText("c", "$1", "$8")} and not ${IN_THREAD}
  ), heads as (
    select b.id, b.channel_id, m.created_at from begun b cross join lateral (
      select created_at, id from messages where organization_id = $1 and conversation_id = b.id
        and (created_at, id) < ((select $5::timestamptz), (select $6::uuid))
      order by seq desc limit 1
    ) m order by m.created_at desc, m.id desc limit (select $7::int)
  ), page as (
    select m.id, m.created_at, h.channel_id from heads h cross join lateral (
      select id, created_at from messages where organization_id = $1 and conversation_id = h.id
        and (created_at, id) < ((select $5::timestamptz), (select $6::uuid))
      order by seq desc limit (select $7::int + ${AT_ONCE})
    ) m order by m.created_at desc, m.id desc limit (select $7::int)
  )
  select n.created_at::text as place, n.channel_id, h.platform, ${MESSAGE_COLUMNS}
  from page n join messages m on m.organization_id = $1 and m.id = n.id
  join channels h on h.organization_id = $1 and h.id = n.channel_id
  order by n.created_at, n.id`;

export type CrossChannelRow = MessageRow & { place: string; channel_id: ChannelId; platform: Platform };

/** At most `limit` messages below a place, oldest first. */
export async function loadCrossChannelMessages(
  ctx: Scope,
  reach: CrossChannelReach,
  below: CrossChannelCursor = END,
  limit: number,
): Promise<CrossChannelRow[]> {
  return await readRows<CrossChannelRow>(ctx.db, ENTRIES, [
    ctx.organizationId,
    reach.contacts,
    reach.conversationId,
    reach.visible,
    below.at,
    below.id,
    limit,
    reach.readerId,
  ]);
}
