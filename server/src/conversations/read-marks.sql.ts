import { type ConversationId, Refusal, type UserId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { isUser } from "./conversation.ts";

/** The acting user has seen everything up to `seq`. Never moves back. */
export async function markRead(ctx: Ctx, conversationId: ConversationId, seq: number): Promise<void> {
  const { conversation } = await accessConversation(ctx, conversationId, "see");
  await sql`
    insert into read_marks (organization_id, conversation_id, user_id, seq)
    values (${ctx.organizationId}, ${conversationId}, ${userOf(ctx)}, ${Math.min(seq, conversation.last_seq)})
    on conflict (organization_id, conversation_id, user_id) do update set seq = greatest(read_marks.seq, excluded.seq)`.execute(
    ctx.db,
  );
}

function userOf(ctx: Ctx): UserId {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  return ctx.actor.id;
}
