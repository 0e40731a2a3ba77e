import type { ContactGroupId, ConversationId, RoutingDecision } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";
import type { Conversation } from "../conversation.ts";
import { latestInboundText } from "../latest-inbound.sql.ts";

/** A conversation as it was, and what becomes of it. */
export type Placement = {
  readonly conversation: Conversation;
  readonly decision: RoutingDecision;
  /** It gets another team, or none. */
  readonly moves: boolean;
  readonly dropsAssignee: boolean;
};
export type Routable = Conversation & { readonly group_ids: ContactGroupId[]; readonly text: string | null };

/** In the order of their ids, as the intake locks them, so that two writers do not wait for each other in a circle. */
export async function lockRoutable(ctx: Ctx, ids: readonly ConversationId[], withText: boolean): Promise<Routable[]> {
  return (await sql<Routable>`${routable(ctx, ids, withText)} for update of c`.execute(ctx.db)).rows;
}

export async function readRoutable(ctx: Ctx, ids: readonly ConversationId[], withText: boolean): Promise<Routable[]> {
  return (await routable(ctx, ids, withText).execute(ctx.db)).rows;
}

function routable(ctx: Ctx, ids: readonly ConversationId[], withText: boolean) {
  return sql<Routable>`
    select c.*,
      array(select m.group_id from contact_group_members m
        where m.organization_id = c.organization_id and m.contact_id = c.contact_id order by 1) as group_ids,
      case when ${withText}::boolean then ${latestInboundText} end as text
    from conversations c
    where c.organization_id = ${ctx.organizationId} and c.id = any(${[...ids]}::uuid[])
    order by c.id`;
}

/** One statement, however many there are. Answers the rows as they are afterwards. */
export async function writePlacements(
  ctx: Ctx,
  placements: readonly Placement[],
): Promise<ReadonlyMap<ConversationId, Conversation>> {
  const rows = placements.map(({ conversation, decision, moves, dropsAssignee }) => ({
    id: conversation.id,
    team_id: decision.teamId,
    by_hand: decision.rule === "by_hand" && decision.teamId !== null,
    moves,
    drops: dropsAssignee,
  }));
  const written = await sql<Conversation>`
    update conversations c set team_id = p.team_id, team_by_hand = p.by_hand,
      routed_at = case when p.moves then ${ctx.now()} else c.routed_at end,
      assignee_id = case when p.drops then null else c.assignee_id end,
      last_seq = c.last_seq + p.moves::int + p.drops::int, version = c.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p(id uuid, team_id uuid, by_hand boolean, moves boolean, drops boolean)
    where c.organization_id = ${ctx.organizationId} and c.id = p.id returning c.*`.execute(ctx.db);
  return new Map(written.rows.map((row) => [row.id, row]));
}
