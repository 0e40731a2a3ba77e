import type { ConversationId, RoutingExplanation } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { listTeamsAtWork } from "../../users/index.ts";
import { accessConversation } from "../access-conversation.ts";
import { findResolvedBy } from "./acted-automations.sql.ts";
import { type DecisionRow, listDecisionRows } from "./decisions.sql.ts";

const MOST = 50;

/** Why a conversation has the team it has (decision 7): every decision with what was known then, the last first. */
export async function explainRouting(ctx: Ctx, id: ConversationId): Promise<RoutingExplanation> {
  const { conversation } = await accessConversation(ctx, id, "see");
  const rows = await listDecisionRows(ctx, id, MOST);
  const teams = await listTeamsAtWork(ctx);
  return {
    teamId: conversation.team_id,
    byHand: conversation.team_by_hand,
    decisions: rows.map(({ id: eventId, at, decision, ...row }) => ({
      id: eventId,
      at: at.toISOString(),
      actor: actorOf(row),
      decision,
    })),
    resolvedBy: rows.length === 0 && conversation.status === "resolved" ? await findResolvedBy(ctx, id) : null,
    teams: teams.map((team) => ({ id: team.id, name: team.name })),
  };
}

function actorOf({ actor, actor_name }: Pick<DecisionRow, "actor" | "actor_name">) {
  if (actor.type === "user") return { type: "user" as const, name: actor_name ?? "" };
  return { type: "system" as const, name: actor.type === "contact" ? "" : actor.name };
}
