import type { UserId } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { appendEvents, type NewEvent } from "../../events/index.ts";
import { type Conversation, factsOf } from "../conversation.ts";
import { updateConversation } from "../conversations.sql.ts";
import { handed } from "./handed.ts";

/**
 * A person takes a conversation from the virtual agent that has it, for themselves, or (null) for nobody yet; the caller holds
 * the row. Its team is chosen by whoever hears of it.
 */
export async function takeFromVirtualAgent(
  ctx: Ctx,
  conversation: Conversation,
  userId: UserId | null,
): Promise<Conversation> {
  const { holder } = conversation;
  if (holder === null) return conversation;
  const seq = conversation.last_seq + 1;
  const after = await updateConversation(ctx, conversation.id, { holder: null, assignee_id: userId, last_seq: seq });
  const events: NewEvent[] = [handed(after, holder, "taken_over", seq)];
  if (userId !== null)
    events.push({ type: "conversation.assigned", data: { ...factsOf(after), before: null, cause: "taken_over" } });
  await appendEvents(ctx, events);
  return after;
}
