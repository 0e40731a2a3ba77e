import { type MessageId, type MessageView, Refusal } from "@guichet/contract";
import { type Ctx, inTransaction } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { factsOf } from "./conversation.ts";
import { conversationOfMessage, markByHand } from "./message.sql.ts";
import { releaseStuck } from "./outbox.sql.ts";
import { loadMessages } from "./thread.sql.ts";

/** W96: a failed or uncertain message is tried again as a new attempt, or given up, by a person who may reply. */
export async function settleStuckMessage(ctx: Ctx, id: MessageId, word: "retry" | "discard"): Promise<MessageView> {
  await inTransaction(ctx, async (trx) => {
    const conversationId = await conversationOfMessage(trx, id);
    if (conversationId === undefined) throw new Refusal("not_found");
    const { conversation } = await accessConversation(trx, conversationId, "reply", { lock: true });
    if (!(await releaseStuck(trx, id, word))) throw new Refusal("message_not_retryable");
    const state = word === "retry" ? "queued" : "discarded";
    const changed = await markByHand(trx, conversation, id, state);
    await appendEvents(trx, [
      { type: "message.delivery_changed", data: { ...factsOf(changed), messageId: id, state, error: null } },
    ]);
  });
  const message = (await loadMessages(ctx, [id]))[0];
  if (message === undefined) throw new Refusal("not_found");
  return message;
}
