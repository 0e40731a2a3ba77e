import type { ConversationId, SlaMark } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { writeAssignee } from "../assign-conversation.ts";
import type { Conversation } from "../conversation.ts";
import { updateConversation } from "../conversations.sql.ts";

/** What the queue shows of the answer that is owed; the caller holds the row. */
export async function writeSla(
  ctx: Ctx,
  id: ConversationId,
  mark: SlaMark | null,
  breachedAt: Date | null = null,
): Promise<Conversation> {
  return await updateConversation(ctx, id, {
    sla: mark === null ? null : JSON.stringify(mark),
    sla_due_at: mark?.dueAt ? new Date(mark.dueAt) : null,
    sla_breached_at: breachedAt,
  });
}

/** A policy takes the conversation from its assignee, if it has one; the caller holds the row. */
export async function removeAssigneeBySla(
  ctx: Ctx,
  conversation: Conversation,
  cause: "sla_warned" | "sla_breached",
): Promise<Conversation> {
  if (conversation.assignee_id === null) return conversation;
  return await writeAssignee(ctx, conversation, null, cause);
}
