import { type ChannelRole, type ConversationAbility, type ConversationId, Refusal } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { channelRolesOf } from "../users/index.ts";
import type { Conversation } from "./conversation.ts";
import { isUser } from "./conversation.ts";
import { canWithConversation, type Reach } from "./conversations.policy.ts";
import { findConversationFor } from "./conversations.sql.ts";

export type Accessed = { readonly conversation: Conversation; readonly role: ChannelRole };

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
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  const found = await findConversationFor(ctx, ctx.actor.id, id, options.lock === true);
  if (found === undefined) throw new Refusal("not_found");
  const { role, ...conversation } = found;
  if (role === null || !canWithConversation(role, "see")) throw new Refusal("not_found");
  if (!canWithConversation(role, ability)) throw new Refusal("not_allowed");
  return { conversation, role };
}

/** Channels and roles of the acting user; nobody else has a reach. */
export async function reachOf(ctx: Ctx): Promise<Reach> {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  return await channelRolesOf(ctx, ctx.actor.id);
}
