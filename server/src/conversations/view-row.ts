import { type ConversationId, type ConversationRow, Refusal } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { isUser } from "./conversation.ts";
import { abilitiesFor, canWithConversation } from "./conversations.policy.ts";
import { findRowFor, type OwnMarks } from "./conversations.sql.ts";

export type ViewedRow = OwnMarks & { readonly conversation: ConversationRow };

/** A conversation's row as the acting user may see it now, with abilities. */
export async function viewRow(ctx: Ctx, id: ConversationId): Promise<ConversationRow> {
  return (await viewRowWithMarks(ctx, id)).conversation;
}

/** The row with what the acting user has read and left unsent; what one may not see is *not found*. */
export async function viewRowWithMarks(ctx: Ctx, id: ConversationId): Promise<ViewedRow> {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  const found = await findRowFor(ctx, ctx.actor.id, id);
  if (found === undefined || found.role === null || !canWithConversation(found.role, "see"))
    throw new Refusal("not_found");
  const { row, role, ...marks } = found;
  return { conversation: { ...row, abilities: abilitiesFor(role) }, ...marks };
}
