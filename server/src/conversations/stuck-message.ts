import { type MessageId, type MessageView, Refusal, type UserId } from "@guichet/contract";
import { type Ctx, inTransaction } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { type Conversation, factsOf, isUser } from "./conversation.ts";
import { lockConversation } from "./conversations.sql.ts";
import { conversationOfMessage, markByHand } from "./message.sql.ts";
import { hasLeft, releaseStuck } from "./outbox.sql.ts";
import { loadMessages } from "./thread.sql.ts";

/**
 * W96: a failed or uncertain message is tried again as a new attempt, or given up, by a person who may reply; one that waits to be
 * sent is given up by whoever wrote it. Refuses with `too_late` what is on its way, with `message_not_retryable` what is not stuck.
 */
export async function settleStuckMessage(ctx: Ctx, id: MessageId, word: "retry" | "discard"): Promise<MessageView> {
  await inTransaction(ctx, async (trx) => {
    const conversationId = await conversationOfMessage(trx, id);
    if (conversationId === undefined) throw new Refusal("not_found");
    const { conversation } = await accessConversation(trx, conversationId, "reply", { lock: true });
    await settle(trx, conversation, id, word, isUser(trx.actor) ? trx.actor.id : undefined);
  });
  const message = (await loadMessages(ctx, [id]))[0];
  if (message === undefined) throw new Refusal("not_found");
  return message;
}

/** The same by an Admin from the page of delivery problems, which shows no message's text. */
export async function settleStuckMessageAsAdmin(ctx: Ctx, id: MessageId, word: "retry" | "discard"): Promise<void> {
  await inTransaction(ctx, async (trx) => {
    const conversationId = await conversationOfMessage(trx, id);
    const conversation = conversationId === undefined ? undefined : await lockConversation(trx, conversationId);
    if (conversation === undefined) throw new Refusal("not_found");
    await settle(trx, conversation, id, word);
  });
}

async function settle(
  ctx: Ctx,
  conversation: Conversation,
  id: MessageId,
  word: "retry" | "discard",
  author?: UserId,
): Promise<void> {
  if (!(await releaseStuck(ctx, id, word, author)))
    throw new Refusal(word === "discard" && (await hasLeft(ctx, id)) ? "too_late" : "message_not_retryable");
  const state = word === "retry" ? "queued" : "discarded";
  const changed = await markByHand(ctx, conversation, id, state);
  await appendEvents(ctx, [
    {
      ...{ type: "message.delivery_changed", data: { ...factsOf(changed), messageId: id, state, error: null } },
      seq: changed.last_seq,
    },
  ]);
}
