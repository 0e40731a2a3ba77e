import type { ConversationId, DeliveryState, MessageId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";
import type { Conversation } from "./conversation.ts";

export async function conversationOfMessage(ctx: Ctx, id: MessageId): Promise<ConversationId | undefined> {
  const found = await ctx.db
    .selectFrom("messages")
    .select("conversation_id")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .executeTakeFirst();
  return found?.conversation_id;
}

/** The message's state after a person's word, room for the line that tells it, and the queue row when it shows that message. */
export async function markByHand(
  ctx: Ctx,
  conversation: Conversation,
  id: MessageId,
  state: DeliveryState,
): Promise<Conversation> {
  const now = ctx.now();
  await sql`update messages set delivery_state = ${state}, delivery_error = null, changed_at = ${now} where organization_id = ${ctx.organizationId} and id = ${id}`.execute(
    ctx.db,
  );
  const changed = await sql<Conversation>`
    update conversations set version = version + 1, last_seq = last_seq + 1,
      last_message = case when last_message ->> 'id' = ${id} then last_message || jsonb_build_object('deliveryState', ${state}::text) else last_message end
    where organization_id = ${ctx.organizationId} and id = ${conversation.id} returning *`.execute(ctx.db);
  return changed.rows[0] ?? conversation;
}

export async function findHtml(ctx: Ctx, id: MessageId): Promise<string | undefined> {
  const found = await ctx.db
    .selectFrom("message_html")
    .select("html")
    .where("organization_id", "=", ctx.organizationId)
    .where("message_id", "=", id)
    .executeTakeFirst();
  return found?.html;
}
