import { type MessageId, Refusal } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { accessConversation } from "../access-conversation.ts";
import type { Conversation } from "../conversation.ts";
import { findScheduled, lockScheduled, type Scheduled } from "./scheduled.sql.ts";

/**
 * A scheduled reply for somebody who may reply in its conversation; both rows stay locked until the transaction ends, the
 * conversation's first. What has left or was taken out meanwhile is *not found*, like what one may not see.
 */
export async function accessScheduled(
  ctx: Ctx,
  id: MessageId,
): Promise<{ readonly conversation: Conversation; readonly scheduled: Scheduled }> {
  const found = await findScheduled(ctx, id);
  if (found === undefined) throw new Refusal("not_found");
  const { conversation } = await accessConversation(ctx, found.conversation_id, "reply", { lock: true });
  const scheduled = await lockScheduled(ctx, id);
  if (scheduled === undefined) throw new Refusal("not_found");
  return { conversation, scheduled };
}
