import {
  type ConversationId,
  type ConversationRow,
  Refusal,
  type RoutingDecision,
  type TeamId,
} from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import { listTeamsAtWork, type TeamAtWork, takesChannel } from "../../users/index.ts";
import { accessConversation } from "../access-conversation.ts";
import { type Conversation, isUser } from "../conversation.ts";
import { viewRow } from "../view-row.ts";
import { place, placementOf } from "./route-conversations.ts";

/**
 * W79: a person moves it to another team of its channel, where it stays whatever the rules say, or to none, from where the next
 * rule may fetch it. `version`, when given, is what the browser saw: of two who move it at once the second is told (I12).
 * Refuses with `team_without_access` where the team does not reach the channel or nobody is in it. Null: it is out of one's
 * own sight now.
 */
export async function moveToTeam(
  ctx: Ctx,
  id: ConversationId,
  teamId: TeamId | null,
  version?: number,
): Promise<ConversationRow | null> {
  await inTransaction(ctx, async (trx) => {
    const { conversation } = await accessConversation(trx, id, "assign", { lock: true });
    await failpoint("assign.between_read_and_write");
    if (version !== undefined && conversation.version !== version && conversation.team_id !== teamId)
      throw new Refusal("changed_meanwhile", { details: { teamId: conversation.team_id } });
    await writeTeamByHand(trx, conversation, teamId);
  });
  return await viewRow(ctx, id).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === "not_found") return null;
    throw error;
  });
}

/** The same for whoever holds the row already. Answers it as it is then; undefined: that is its team already. */
export async function writeTeamByHand(
  ctx: Ctx,
  conversation: Conversation,
  teamId: TeamId | null,
): Promise<Conversation | undefined> {
  if (conversation.team_id === teamId) return undefined;
  if (conversation.status === "resolved") throw new Refusal("conversation_closed");
  const team = teamId === null ? undefined : await getTeam(ctx, teamId);
  if (team !== undefined && !takesChannel(team, conversation.channel_id)) throw new Refusal("team_without_access");
  const answer = { decision: byHand(team), memberIds: team?.memberIds ?? new Set() };
  const causedBy = isUser(ctx.actor) ? ctx.actor.id : undefined;
  const placed = await place(ctx, [await placementOf(ctx, conversation, answer, causedBy)]);
  return placed.get(conversation.id);
}

async function getTeam(ctx: Ctx, id: TeamId): Promise<TeamAtWork> {
  const [team] = await listTeamsAtWork(ctx, id);
  if (team === undefined) throw new Refusal("not_found", { details: { field: "teamId" } });
  return team;
}

export function byHand(team: TeamAtWork | undefined): RoutingDecision {
  const candidates = team === undefined ? [] : [{ teamId: team.id, name: team.name, waiting: null, available: null }];
  return {
    ...{ trigger: "by_hand", rule: "by_hand", teamId: team?.id ?? null, fallback: false },
    ...{ automations: [], skillSets: [], candidates },
  };
}
