import { type ChannelRole, type ConversationAbility, type ConversationId, Refusal } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { channelRolesOf } from "../users/index.ts";
import type { Conversation } from "./conversation.ts";
import { isUser } from "./conversation.ts";
import { canWithConversation, type Reach } from "./conversations.policy.ts";
import { findConversation, lockConversation } from "./conversations.sql.ts";

export type Accessed = { readonly conversation: Conversation; readonly role: ChannelRole; readonly reach: Reach };

/**
 * The only way to get a conversation for a person. What one may not see is *not found*, what one may not do *not allowed*.
 * With `lock`, its row stays locked until the end of the transaction.
 */
export async function accessConversation(
  ctx: Ctx,
  id: ConversationId,
  ability: ConversationAbility,
  options: { lock?: boolean } = {},
): Promise<Accessed> {
  const reach = await reachOf(ctx);
  const conversation = options.lock === true ? await lockConversation(ctx, id) : await findConversation(ctx, id);
  const role = conversation === undefined ? undefined : reach.get(conversation.channel_id);
  if (conversation === undefined || role === undefined || !canWithConversation(reach, conversation.channel_id, "see"))
    throw new Refusal("not_found");
  if (!canWithConversation(reach, conversation.channel_id, ability)) throw new Refusal("not_allowed");
  return { conversation, role, reach };
}

/** Channels and roles of the acting user; nobody else has a reach. */
export async function reachOf(ctx: Ctx): Promise<Reach> {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  return await channelRolesOf(ctx, ctx.actor.id);
}
