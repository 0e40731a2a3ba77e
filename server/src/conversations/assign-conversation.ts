import { type ConversationId, type ConversationRow, Refusal, type UserId } from "@guichet/contract";
import { type Ctx, inTransaction } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { failpoint } from "../lib/failpoint.ts";
import { channelRolesOf } from "../users/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { type Conversation, factsOf } from "./conversation.ts";
import { updateConversation } from "./conversations.sql.ts";
import { viewRow } from "./view-row.ts";

/**
 * W70: assign to somebody with access to the channel, or to nobody. `version`, when given, is what the browser saw: of many
 * who claim at once exactly one wins, the others are told (I12). Resolved conversations are never assigned.
 */
export async function assignConversation(
  ctx: Ctx,
  id: ConversationId,
  userId: UserId | null,
  version?: number,
): Promise<ConversationRow> {
  await inTransaction(ctx, async (trx) => {
    const { conversation } = await accessConversation(trx, id, "assign", { lock: true });
    await failpoint("assign.between_read_and_write");
    if (version !== undefined && conversation.version !== version && conversation.assignee_id !== userId) {
      throw new Refusal("changed_meanwhile", { details: { assigneeId: conversation.assignee_id } });
    }
    if (conversation.assignee_id === userId) return;
    if (conversation.status === "resolved") throw new Refusal("conversation_closed");
    if (userId !== null && !(await channelRolesOf(trx, userId)).has(conversation.channel_id))
      throw new Refusal("assignee_without_access");
    await writeAssignee(trx, conversation, userId, "by_hand");
  });
  return await viewRow(ctx, id);
}

/** Writes an assignment with its audit line and event; the caller holds the row. */
export async function writeAssignee(
  ctx: Ctx,
  conversation: Conversation,
  userId: UserId | null,
  cause: "by_hand" | "access_lost" | "deactivated" | "signed_out" | "undone",
): Promise<Conversation> {
  const seq = conversation.last_seq + 1;
  const changed = await updateConversation(ctx, conversation.id, { assignee_id: userId, last_seq: seq });
  await appendEvents(ctx, [
    { type: "conversation.assigned", data: { ...factsOf(changed), before: conversation.assignee_id, cause }, seq },
  ]);
  return changed;
}
