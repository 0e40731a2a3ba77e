import type { ChannelId, ConversationId, TeamId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, readRows } from "../../db/index.ts";
import type { Conversation } from "../conversation.ts";

/** What a team has on one of its channels. `only`: the one person who could get it, where there is one alone. */
export type WaitingPlace = { readonly teamId: TeamId; readonly channelId: ChannelId; readonly only: UserId | null };
export type Waiting = {
  readonly id: ConversationId;
  readonly teamId: TeamId;
  readonly channelId: ChannelId;
  readonly priority: number;
  readonly queueAt: Date;
  /** From whom it was taken last, by hand or by its policy: they do not get it again. */
  readonly notFor: UserId | null;
};

/** The last word on whose it is, when that was to take it from somebody. What has no position yet is the newest. */
const TAKEN_FROM = `
  select case when e.data ->> 'assigneeId' is null and e.data ->> 'cause' in ('by_hand', 'sla_warned', 'sla_breached')
    then (e.data ->> 'before')::uuid end as user_id
  from (
    (select data, null::bigint as position, ticket from event_inbox
      where organization_id = $1 and conversation_id = c.id and type = 'conversation.assigned' order by ticket desc limit 1)
    union all
    (select data, position, null from event_log
      where organization_id = $1 and conversation_id = c.id and type = 'conversation.assigned' order by position desc limit 1)
  ) e order by e.position desc nulls first limit 1`;

const WAITING = `
  select x.id, x.team_id as "teamId", x.channel_id as "channelId", x.priority, x.queue_at as "queueAt", x.user_id as "notFor"
  from unnest($2::uuid[], $3::uuid[], $4::uuid[]) as p(team_id, channel_id, only_id)
  cross join lateral (
    select c.id, c.team_id, c.channel_id, c.priority, c.queue_at, g.user_id
    from conversations c left join lateral (${TAKEN_FROM}) g on true
    where c.organization_id = $1 and c.team_id = p.team_id and c.channel_id = p.channel_id and c.status = 'new'
      and c.holder is null and c.assignee_id is null and c.lock_user_id is null and (p.only_id is null or g.user_id is distinct from p.only_id)
    order by (-c.priority), c.queue_at, c.id limit (select $5::int)
  ) x
  order by (-x.priority), x.queue_at, x.id limit (select $5::int)`;

/** The first of New by priority (R78) that are nobody's and held by nobody, of all these places together. */
export async function listWaiting(
  { db, organizationId }: Pick<Ctx, "db" | "organizationId">,
  places: readonly WaitingPlace[],
  limit: number,
): Promise<Waiting[]> {
  const of = (name: keyof WaitingPlace) => places.map((place) => place[name]);
  return await readRows<Waiting>(db, WAITING, [organizationId, of("teamId"), of("channelId"), of("only"), limit]);
}

/** Those of them that still wait, locked; what somebody is just changing is passed over. */
export async function lockWaiting(ctx: Ctx, of: readonly { readonly id: ConversationId }[]): Promise<Conversation[]> {
  const rows = await sql<Conversation>`
    select * from conversations
    where organization_id = ${ctx.organizationId} and id = any(${of.map(({ id }) => id)}::uuid[])
      and status = 'new' and holder is null and assignee_id is null and lock_user_id is null
    order by id for update skip locked`.execute(ctx.db);
  return rows.rows;
}
