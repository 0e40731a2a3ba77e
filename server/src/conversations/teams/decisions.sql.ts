import type { Actor, ConversationId, EventId, RoutingDecision, TeamId, UserId } from "@guichet/contract";
import { type Ctx, readRows } from "../../db/index.ts";

export type DecisionRow = {
  readonly id: EventId;
  readonly at: Date;
  readonly actor: Actor;
  readonly actor_name: string | null;
  readonly decision: RoutingDecision;
  /** The team before. */
  readonly before: TeamId | null;
  /** Its line in the audit trail; null: it changed nothing. */
  readonly seq: number | null;
};

/** What has no position yet is the newest. */
const DECISIONS = `
  with told as (
    (select e.id, e.at, e.actor, e.data, e.seq, null::bigint as position, e.ticket from event_inbox e
      where e.organization_id = $1 and e.conversation_id = $2 and e.type = 'conversation.routed'
      order by e.ticket desc limit (select $3::int))
    union all
    (select e.id, e.at, e.actor, e.data, e.seq, e.position, null from event_log e
      where e.organization_id = $1 and e.conversation_id = $2 and e.type = 'conversation.routed'
      order by e.position desc limit (select $3::int))
  )
  select t.id, t.at, t.actor, t.seq, t.data -> 'decision' as decision, (t.data ->> 'before')::uuid as before, u.first_name || ' ' || u.last_name as actor_name
  from told t left join users u on u.organization_id = $1
    and u.id = case when t.actor ->> 'type' = 'user' then (t.actor ->> 'id')::uuid end
  order by t.position desc nulls first, t.ticket desc limit (select $3::int)`;

/** Why it had its teams, the last first. */
export async function listDecisionRows(ctx: Ctx, id: ConversationId, most: number): Promise<DecisionRow[]> {
  return await readRows<DecisionRow>(ctx.db, DECISIONS, [ctx.organizationId, id, most]);
}

export async function findLastDecision(ctx: Ctx, id: ConversationId): Promise<RoutingDecision | undefined> {
  return (await listDecisionRows(ctx, id, 1))[0]?.decision;
}

const DROPPED = `
  select (data ->> 'before')::uuid as id from (
    select data, type from event_log where organization_id = $1 and conversation_id = $2 and seq = $3
    union all
    select data, type from event_inbox where organization_id = $1 and conversation_id = $2 and seq = $3
  ) e where type = 'conversation.assigned' and data ->> 'cause' = 'rerouted'`;

/** From whom a move took the conversation, told in this line. */
export async function findDropped(ctx: Ctx, id: ConversationId, seq: number): Promise<UserId | undefined> {
  return (await readRows<{ id: UserId }>(ctx.db, DROPPED, [ctx.organizationId, id, seq]))[0]?.id;
}
