import {
  type ConversationId,
  type ConversationRow,
  Refusal,
  type RoutingDecision,
  type UserId,
} from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { channelRolesOf, listTeamsAtWork, takesChannel } from "../../users/index.ts";
import { writeAssignee } from "../assign-conversation.ts";
import type { Conversation } from "../conversation.ts";
import { canWithConversation } from "../conversations.policy.ts";
import { lockConversation } from "../conversations.sql.ts";
import { actorId } from "../take-unheld.ts";
import { viewRow } from "../view-row.ts";
import { type DecisionRow, findDropped, listDecisionRows } from "./decisions.sql.ts";
import { byHand } from "./move-to-team.ts";
import { place } from "./route-conversations.ts";

/** For so long whoever moved a conversation may take that back. Milliseconds. */
const UNDO_MS = 10 * 60_000;

/**
 * Takes one's own last move back: the team that it had, for the reason it had it, and the assignment that went with the move.
 * Refuses with `nothing_to_undo` when it was somebody else's, is long ago, or something has moved the conversation since.
 */
export async function undoMove(ctx: Ctx, id: ConversationId): Promise<ConversationRow> {
  await inTransaction(ctx, async (trx) => await takeMoveBack(trx, await accessOwnMove(trx, id)));
  return await viewRow(ctx, id);
}

/**
 * By the channel alone: a move may have taken the conversation out of the mover's sight, and they have seen it. Whether the
 * last move was theirs is `takeMoveBack`'s to say; the row stays locked.
 */
export async function accessOwnMove(ctx: Ctx, id: ConversationId): Promise<Conversation> {
  const conversation = await lockConversation(ctx, id);
  if (conversation === undefined) throw new Refusal("not_found");
  const role = (await channelRolesOf(ctx, actorId(ctx))).get(conversation.channel_id);
  if (role === undefined) throw new Refusal("not_found");
  if (!canWithConversation(role, "assign")) throw new Refusal("not_allowed");
  return conversation;
}

export async function takeMoveBack(ctx: Ctx, conversation: Conversation): Promise<void> {
  const [last, earlier] = await listDecisionRows(ctx, conversation.id, 2);
  if (last === undefined || !isOwnMove(ctx, last, conversation)) throw new Refusal("nothing_to_undo");
  const decision = await decisionBefore(ctx, conversation, last, earlier?.decision);
  const restored = await place(ctx, [{ conversation, decision, moves: true, dropsAssignee: false }]);
  const dropped = last.seq === null ? undefined : await findDropped(ctx, conversation.id, last.seq + 1);
  const row = restored.get(conversation.id);
  if (row !== undefined && dropped !== undefined && row.assignee_id === null) await giveBack(ctx, row, dropped);
}

function isOwnMove(ctx: Ctx, { actor, at, decision }: DecisionRow, conversation: Conversation): boolean {
  if (actor.type !== "user" || actor.id !== actorId(ctx) || decision.trigger !== "by_hand") return false;
  if (conversation.status === "resolved" || decision.teamId !== conversation.team_id) return false;
  return ctx.now().getTime() - at.getTime() < UNDO_MS;
}

/** What was told before the move, when it still can be: a team that is gone since, or has lost the channel, gets nothing back. */
async function decisionBefore(
  ctx: Ctx,
  { channel_id: channelId }: Conversation,
  { before }: DecisionRow,
  earlier: RoutingDecision | undefined,
): Promise<RoutingDecision> {
  const [team] = before === null ? [] : await listTeamsAtWork(ctx, before);
  if (before !== null && !takesChannel(team, channelId)) throw new Refusal("nothing_to_undo");
  return earlier?.teamId === before ? earlier : byHand(team);
}

async function giveBack(ctx: Ctx, conversation: Conversation, userId: UserId): Promise<void> {
  const stays = (await channelRolesOf(ctx, userId)).has(conversation.channel_id);
  if (stays) await writeAssignee(ctx, conversation, userId, "undone");
}
