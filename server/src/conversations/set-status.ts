import { type ConversationId, type ConversationRow, type ConversationStatus, Refusal } from "@guichet/contract";
import { type Ctx, inTransaction } from "../db/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { changeStatus } from "./change-status.ts";
import { isUser } from "./conversation.ts";
import { viewRow } from "./view-row.ts";

const TRIGGER = { new: "set_new", pending: "set_pending", resolved: "set_resolved" } as const;

/** W57: Pending, Resolved or back to New by hand. Somebody else's lock must be stolen first (decision 4). */
export async function setStatus(
  ctx: Ctx,
  id: ConversationId,
  status: ConversationStatus,
  reason: string | null,
): Promise<ConversationRow> {
  await inTransaction(ctx, async (trx) => {
    const { conversation } = await accessConversation(trx, id, "setStatus", { lock: true });
    const holder = conversation.lock_user_id;
    if (holder !== null && isUser(ctx.actor) && holder !== ctx.actor.id)
      throw new Refusal("locked_by_other", { details: { lockedBy: holder } });
    await changeStatus(trx, conversation, TRIGGER[status], reason);
  });
  return await viewRow(ctx, id);
}
