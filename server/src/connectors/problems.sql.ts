import type { ChannelId, ConversationId, DeliveryId, MessageId, Platform, ProblemView } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";
import type { ProblemFilter } from "./problems.ts";

const PAGE = 50;

type Row = {
  id: string;
  kind: ProblemView["kind"];
  channel_id: ChannelId | null;
  channel_name: string | null;
  platform: Platform | null;
  reason: string;
  detail: string;
  since: Date;
  attempts: number;
  conversation_id: ConversationId | null;
  message_id: MessageId | null;
  can_retry: boolean;
};

/**
 * What waits for a channel that does not work, or for its turn, gains nothing by a retry; what waits for its next try has it now.
 * Inbound dead, waiting or partly unreadable; outbound failed, uncertain or waiting too long; attachments that failed; events and messages put aside.
 */
const problems = (ctx: Ctx) => sql`
  select 'd:' || d.id as id,
    case when d.state = 'dead' then 'inbound_dead' when d.state = 'stored' then 'inbound_waiting' else 'inbound_unreadable' end as kind,
    (select c.id from channels c where c.organization_id = d.organization_id and c.endpoint_id = d.endpoint_id limit 1) as channel_id,
    d.platform, coalesce(split_part(d.reason, ':', 1), d.problems -> 0 ->> 'reason', 'waiting') as reason,
    coalesce(d.reason, d.problems -> 0 ->> 'reason', '') as detail, d.received_at as since, d.attempts, null::uuid as conversation_id, null::uuid as message_id, true as can_retry
  from deliveries d
  where d.organization_id = ${ctx.organizationId} and (d.state = 'dead' or (d.problems is not null and d.state = 'done' and d.note is null))
  union all
  select 'd:' || d.id, 'inbound_waiting', (select c.id from channels c where c.organization_id = d.organization_id and c.endpoint_id = d.endpoint_id limit 1),
    d.platform, split_part(coalesce(d.reason, 'waiting'), ':', 1), coalesce(d.reason, ''), d.received_at, d.attempts, null, null, true
  from deliveries d
  where d.organization_id = ${ctx.organizationId} and d.state = 'stored' and d.received_at < ${new Date(ctx.now().getTime() - 30_000)}
  union all
  select 'm:' || o.message_id, case when o.state = 'ready' then 'outbound_waiting' else 'outbound_' || o.state end, o.channel_id, c.platform,
    coalesce(o.error ->> 'kind', case when c.state = 'connected' then 'waiting' else 'channel_' || c.state end), coalesce(o.error ->> 'message', ''), o.created_at, o.attempts, o.conversation_id, o.message_id,
    o.state <> 'ready' or (c.state = 'connected' and o.next_attempt_at > now())
  from outbox o join channels c on c.organization_id = o.organization_id and c.id = o.channel_id
  where o.organization_id = ${ctx.organizationId}
    and (o.state in ('failed', 'uncertain') or (o.state = 'ready' and o.created_at < ${new Date(ctx.now().getTime() - 60_000)}))
  union all
  select 'a:' || a.id, 'attachment_failed', a.channel_id, c.platform, coalesce(a.failure, 'failed'), a.name, a.created_at, a.attempts, m.conversation_id, m.id, true
  from attachments a join messages m on m.organization_id = a.organization_id and m.id = a.message_id
  left join channels c on c.organization_id = a.organization_id and c.id = a.channel_id
  where a.organization_id = ${ctx.organizationId} and a.state = 'failed'
  union all
  select 'e:' || s.id, 'event_skipped', e.channel_id, c.platform, s.listener, s.failure, s.skipped_at, s.attempts, e.conversation_id, (e.data ->> 'messageId')::uuid, true
  from skipped_events s join event_log e on e.organization_id = s.organization_id and e.position = s.position
  left join channels c on c.organization_id = e.organization_id and c.id = e.channel_id
  where s.organization_id = ${ctx.organizationId} and s.next_attempt_at is null
  union all
  select 's:' || x.message_id, 'message_not_indexed', m.channel_id, c.platform, 'search', x.failure, x.aside_at, x.attempts, m.conversation_id, m.id, true
  from search_aside x join messages m on m.organization_id = x.organization_id and m.id = x.message_id
  left join channels c on c.organization_id = m.organization_id and c.id = m.channel_id
  where x.organization_id = ${ctx.organizationId} and x.next_attempt_at is null`;

export async function listProblems(
  ctx: Ctx,
  filter: ProblemFilter,
): Promise<{
  items: ProblemView[];
  next: string | null;
  totals: { kind: ProblemView["kind"]; reason: string; count: number }[];
}> {
  const rows = await sql<Row>`
    select p.*, c.name as channel_name from (${problems(ctx)}) p
    left join channels c on c.organization_id = ${ctx.organizationId} and c.id = p.channel_id
    where (${filter.kind ?? null}::text is null or p.kind = ${filter.kind ?? null}) and (${filter.after ?? null}::text is null or p.id > ${filter.after ?? null})
    order by p.id limit ${PAGE + 1}`.execute(ctx.db);
  const totals = await sql<{ kind: ProblemView["kind"]; reason: string; count: number }>`
    select kind, reason, count(*)::int as count from (${problems(ctx)}) p group by kind, reason order by count desc limit 100`.execute(
    ctx.db,
  );
  const items = rows.rows.slice(0, PAGE).map(toView);
  return { items, next: rows.rows.length > PAGE ? (items.at(-1)?.id ?? null) : null, totals: totals.rows };
}

export async function listProblemIds(
  ctx: Ctx,
  kind: ProblemView["kind"],
  reason: string | undefined,
): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    select id from (${problems(ctx)}) p where kind = ${kind} and (${reason ?? null}::text is null or reason = ${reason ?? null}) order by since limit 5000`.execute(
    ctx.db,
  );
  return rows.rows.map((row) => row.id);
}

/** One problem as the log of settings names it; undefined when it is none (any more). */
export async function findProblem(ctx: Ctx, id: string): Promise<ProblemView | undefined> {
  const rows = await sql<Row>`
    select p.*, c.name as channel_name from (${problems(ctx)}) p
    left join channels c on c.organization_id = ${ctx.organizationId} and c.id = p.channel_id where p.id = ${id} limit 1`.execute(
    ctx.db,
  );
  return rows.rows.map(toView)[0];
}

function toView(row: Row): ProblemView {
  return {
    id: row.id,
    kind: row.kind,
    channelId: row.channel_id,
    channelName: row.channel_name ?? "",
    platform: row.platform,
    reason: row.reason,
    detail: row.detail,
    since: row.since.toISOString(),
    attempts: row.attempts,
    conversationId: row.conversation_id,
    messageId: row.message_id,
    canRetry: row.can_retry,
    canDiscard: true,
  };
}

/**
 * A dead, waiting or partly read delivery is processed once more; what it brought before is a quiet no-op. What could not be
 * read of it is written down anew.
 */
export async function makeDeliveryDue(ctx: Ctx, id: DeliveryId): Promise<boolean> {
  const due = await sql`
    update deliveries set state = 'stored', attempts = 0, reason = null, problems = null, next_attempt_at = clock_timestamp() + interval '15 seconds'
    where organization_id = ${ctx.organizationId} and id = ${id} and erasure is distinct from 'done' and (state in ('dead', 'stored') or problems is not null)`.execute(
    ctx.db,
  );
  return due.numAffectedRows === 1n;
}

export async function discardDelivery(ctx: Ctx, id: DeliveryId, note: string): Promise<boolean> {
  const discarded = await sql`
    update deliveries set state = case when state = 'done' then state else 'discarded' end, note = ${note}
    where organization_id = ${ctx.organizationId} and id = ${id} and (state in ('dead', 'stored') or problems is not null)`.execute(
    ctx.db,
  );
  return discarded.numAffectedRows === 1n;
}
