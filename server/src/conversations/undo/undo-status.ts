import { type ConversationId, type ConversationRow, Refusal } from "@guichet/contract";
import { type Ctx, inTransaction, type StatusBefore } from "../../db/index.ts";
import { mayHave } from "../../users/index.ts";
import { changeStatus } from "../change-status.ts";
import { type Conversation, placeOf } from "../conversation.ts";
import { actorId, takeUnheld } from "../take-unheld.ts";
import { viewRow } from "../view-row.ts";

/**
 * Takes back one's own last change of status: place in the queue, assignment and boomerang are as they were. Refuses with
 * `nothing_to_undo` when it was somebody else's, or something has happened to the status since.
 */
export async function undoStatus(ctx: Ctx, id: ConversationId): Promise<ConversationRow> {
  await inTransaction(ctx, async (trx) => {
    const conversation = await takeUnheld(trx, id);
    const { undo } = conversation;
    if (undo === null || undo.userId !== actorId(trx) || undo.since !== conversation.status_since.toISOString())
      throw new Refusal("nothing_to_undo");
    await takeBackTo(trx, conversation, undo);
  });
  return await viewRow(ctx, id);
}

/** The caller holds the row. Whoever lost the channel meanwhile does not get the assignment back. */
export async function takeBackTo(ctx: Ctx, conversation: Conversation, before: StatusBefore): Promise<Conversation> {
  const { assigneeId } = before;
  const stays = assigneeId === null || (await mayHave(ctx, assigneeId, placeOf(conversation)));
  return await changeStatus(ctx, conversation, `undo_to_${before.status}`, {
    before: stays ? before : { ...before, assigneeId: null },
  });
}
