import { type ConversationId, type ConversationRow, Refusal } from "@guichet/contract";
import { type Ctx, type Holder, inTransaction } from "../../db/index.ts";
import { appendEvents, type NewEvent } from "../../events/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import { accessConversation } from "../access-conversation.ts";
import { changeStatus } from "../change-status.ts";
import { type Conversation, factsOf } from "../conversation.ts";
import { updateConversation } from "../conversations.sql.ts";
import { actorId, refuseLocked } from "../take-unheld.ts";
import { viewRow } from "../view-row.ts";

/**
 * R158: an agent gives a private conversation that is open to a virtual agent; it is in New from then on, and in no queue.
 * Whoever else has it in hand is not disturbed. `version`, when given, is what the browser saw: of two who change it at once
 * the second is told (I12). Twice is once.
 */
export async function delegateConversation(
  ctx: Ctx,
  id: ConversationId,
  to: Omit<Holder, "from">,
  version?: number,
): Promise<ConversationRow> {
  await inTransaction(ctx, async (trx) => {
    const { conversation } = await accessConversation(trx, id, "assign", { lock: true });
    await failpoint("assign.between_read_and_write");
    if (conversation.holder?.id === to.id) return;
    if (version !== undefined && conversation.version !== version)
      throw new Refusal("changed_meanwhile", { details: { assigneeId: conversation.assignee_id } });
    if (conversation.status === "resolved") throw new Refusal("conversation_closed");
    if (conversation.visibility !== "private") throw new Refusal("not_found");
    refuseLocked(trx, conversation);
    await give(trx, await changeStatus(trx, conversation, "set_new"), to);
  });
  return await viewRow(ctx, id);
}

async function give(ctx: Ctx, before: Conversation, to: Omit<Holder, "from">): Promise<void> {
  const from = before.assignee_id ?? before.holder?.from ?? actorId(ctx);
  const seq = before.last_seq + 1;
  const after = await updateConversation(ctx, before.id, {
    holder: JSON.stringify({ ...to, from } satisfies Holder),
    ...{ assignee_id: null, lock_user_id: null, lock_at: null, last_seq: seq },
  });
  const facts = factsOf(after);
  const events: NewEvent[] = [
    {
      type: "conversation.handed",
      data: {
        ...{ ...facts, before: before.holder?.id ?? null, name: to.name },
        ...{ cause: "delegated", waits: after.waiting_since !== null },
      },
      seq,
    },
  ];
  if (before.assignee_id !== null)
    events.push({
      type: "conversation.assigned",
      data: { ...facts, before: before.assignee_id, cause: "delegated" },
    });
  if (before.lock_user_id !== null)
    events.push({ type: "conversation.locked", data: { ...facts, userId: null, stolenFrom: null } });
  await appendEvents(ctx, events);
}
