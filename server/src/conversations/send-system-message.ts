import { type ConversationId, type MessageId, Refusal } from "@guichet/contract";
import { type Ctx, inTransaction, type LastMessage } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { changeStatus } from "./change-status.ts";
import { excerpt, factsOf } from "./conversation.ts";
import { lockConversation, updateConversation } from "./conversations.sql.ts";
import { insertOutbox } from "./outbox.sql.ts";
import { insertSent } from "./send-message.sql.ts";

/** A message of the product itself: the health probe now, auto responders later. Needs no lock and takes none. */
export async function sendSystemMessage(
  ctx: Ctx,
  conversationId: ConversationId,
  text: string,
  thenResolve: boolean,
): Promise<MessageId> {
  const id = uuidV7() as MessageId;
  await inTransaction(ctx, async (trx) => {
    const conversation = await lockConversation(trx, conversationId);
    if (conversation === undefined) throw new Refusal("not_found");
    const now = ctx.now();
    const seq = conversation.last_seq + 1;
    const name = ctx.actor.type === "system" ? ctx.actor.name : "";
    await insertSent(trx, {
      id,
      conversation_id: conversationId,
      channel_id: conversation.channel_id,
      seq,
      order_key: seq,
      kind: "outbound",
      author_type: "system",
      author_id: null,
      author_name: name,
      text,
      reply_to_id: null,
      mentions: [],
      sent_at: now,
      created_at: now,
      changed_at: now,
      delivery_state: "queued",
    });
    const last: LastMessage = {
      id,
      kind: "outbound",
      text: excerpt(text),
      authorName: name,
      attachments: 0,
      at: now.toISOString(),
      deliveryState: "queued",
    };
    const changed = await updateConversation(trx, conversationId, {
      last_seq: seq,
      last_message: JSON.stringify(last),
      waiting_since: null,
    });
    await insertOutbox(trx, changed, id, seq);
    await appendEvents(trx, [{ type: "message.sent", data: { ...factsOf(changed), messageId: id, by: "system" } }]);
    if (thenResolve) await changeStatus(trx, changed, "reply_then_resolved");
  });
  return id;
}
