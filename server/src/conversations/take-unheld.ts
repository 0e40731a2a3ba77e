import { type ConversationId, Refusal, type UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { type Conversation, isUser } from "./conversation.ts";

/** For a change of status: the conversation, its row locked, when nobody else holds it (decision 4). */
export async function takeUnheld(ctx: Ctx, id: ConversationId): Promise<Conversation> {
  const { conversation } = await accessConversation(ctx, id, "setStatus", { lock: true });
  refuseHeld(ctx, conversation);
  return conversation;
}

/** Refuses what somebody else holds, or a virtual agent (W84), and says who. */
export function refuseHeld(ctx: Ctx, conversation: Conversation): void {
  if (conversation.holder !== null)
    throw new Refusal("locked_by_other", { details: { virtualAgent: conversation.holder.name } });
  refuseLocked(ctx, conversation);
}

/** The same for what one may take from a virtual agent. */
export function refuseLocked(ctx: Ctx, { lock_user_id: lockedBy }: Conversation): void {
  if (lockedBy !== null && lockedBy !== actorId(ctx)) throw new Refusal("locked_by_other", { details: { lockedBy } });
}

export function actorId(ctx: Ctx): UserId {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  return ctx.actor.id;
}
