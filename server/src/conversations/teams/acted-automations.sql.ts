import type { AutomationId, ConversationId, RoutingDecision } from "@guichet/contract";
import { type Ctx, readRows } from "../../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
type Acted = { readonly conversation_id: ConversationId; readonly id: AutomationId; readonly name: string };

/** What has no position yet is the newest. */
const ACTED = `
  with acts as (
    select conversation_id, actor, position, null::bigint as ticket from event_log
      where organization_id = $1 and conversation_id = any($2::uuid[]) and actor ->> 'type' = 'automation'
    union all
    select conversation_id, actor, null, ticket from event_inbox
      where organization_id = $1 and conversation_id = any($2::uuid[]) and actor ->> 'type' = 'automation'
  )
  select conversation_id, actor ->> 'id' as id,
    (array_agg(actor ->> 'name' order by position desc nulls first, ticket desc))[1] as name
  from acts group by 1, 2 order by 1, min(position) nulls last, min(ticket)`;

const MOST = 20;

/** The automations that have acted on these conversations, each once, the first that did first; twenty of each at most. */
export async function listActedAutomations(
  { db, organizationId }: Scope,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, RoutingDecision["automations"]>> {
  const acted = new Map<ConversationId, RoutingDecision["automations"]>();
  if (ids.length === 0) return acted;
  for (const { conversation_id, id, name } of await readRows<Acted>(db, ACTED, [organizationId, [...ids]])) {
    const known = acted.get(conversation_id) ?? [];
    if (known.length < MOST) acted.set(conversation_id, [...known, { id, name }]);
  }
  return acted;
}

const RESOLVED = `
  select name, at from (
    select actor ->> 'name' as name, at, data, type from event_log
      where organization_id = $1 and conversation_id = $2 and actor ->> 'type' = 'automation'
    union all
    select actor ->> 'name', at, data, type from event_inbox
      where organization_id = $1 and conversation_id = $2 and actor ->> 'type' = 'automation'
  ) e where type = 'conversation.status_changed' order by at desc limit 1`;

/** The automation that resolved it last, and when; null: none did. */
export async function findResolvedBy(
  { db, organizationId }: Scope,
  id: ConversationId,
): Promise<{ name: string; at: string } | null> {
  const [found] = await readRows<{ name: string; at: Date }>(db, RESOLVED, [organizationId, id]);
  return found === undefined ? null : { name: found.name, at: found.at.toISOString() };
}
