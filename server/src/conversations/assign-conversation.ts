import { type ConversationId, type ConversationRow, Refusal, type UserId } from "@guichet/contract";
import { type Ctx, inTransaction } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { failpoint } from "../lib/failpoint.ts";
import { mayHave } from "../users/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { type Conversation, factsOf, placeOf } from "./conversation.ts";
import { updateConversation } from "./conversations.sql.ts";
import { refuseFull } from "./room/refuse-full.ts";
import { holdRoomOf } from "./room/room.sql.ts";
import { viewRow } from "./view-row.ts";
import { takeFromVirtualAgent } from "./virtual-agents/take-over.ts";

export type AssignOptions = {
  /** What the browser saw: of many who claim at once exactly one wins, the others are told (I12). */
  readonly version?: number | undefined;
  /** The acting user knows that the assignee is full, and wants it all the same (R67). */
  readonly beyondMost?: boolean | undefined;
};

/**
 * W70: assign to somebody with access to the channel, or to nobody. Resolved conversations are never assigned. Refuses with
 * `assignee_full` who has as many as their teams allow, unless that is wanted.
 */
export async function assignConversation(
  ctx: Ctx,
  id: ConversationId,
  userId: UserId | null,
  { version, beyondMost = false }: AssignOptions = {},
): Promise<ConversationRow> {
  await inTransaction(ctx, async (trx) => {
    if (userId !== null) await holdRoomOf(trx, [userId]);
    const { conversation } = await accessConversation(trx, id, "assign", { lock: true });
    await failpoint("assign.between_read_and_write");
    if (version !== undefined && conversation.version !== version && conversation.assignee_id !== userId) {
      throw new Refusal("changed_meanwhile", { details: { assigneeId: conversation.assignee_id } });
    }
    if (conversation.assignee_id === userId && conversation.holder === null) return;
    if (conversation.status === "resolved") throw new Refusal("conversation_closed");
    if (userId !== null && !(await mayHave(trx, userId, placeOf(conversation))))
      throw new Refusal("assignee_without_access");
    if (userId !== null && !beyondMost) await refuseFull(trx, userId);
    const free = await takeFromVirtualAgent(trx, conversation, null);
    if (free.assignee_id !== userId) await writeAssignee(trx, free, userId, "by_hand");
  });
  return await viewRow(ctx, id);
}

/** Writes an assignment with its audit line and event; the caller holds the row. */
export async function writeAssignee(
  ctx: Ctx,
  conversation: Conversation,
  userId: UserId | null,
  cause: "by_hand" | "given" | "access_lost" | "deactivated" | "signed_out" | "undone" | "sla_warned" | "sla_breached",
): Promise<Conversation> {
  const seq = conversation.last_seq + 1;
  const changed = await updateConversation(ctx, conversation.id, { assignee_id: userId, last_seq: seq });
  await appendEvents(ctx, [
    { type: "conversation.assigned", data: { ...factsOf(changed), before: conversation.assignee_id, cause }, seq },
  ]);
  return changed;
}
