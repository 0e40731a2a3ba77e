import { type AttachmentId, type ConversationId, Refusal } from "@guichet/contract";
import { type Ctx, inTransaction } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { findAttachment, giveUpFailed } from "./attachments.sql.ts";
import { type Attachment, type Conversation, factsOf } from "./conversation.ts";
import { lockConversation, updateConversation } from "./conversations.sql.ts";
import { conversationOfMessage } from "./message.sql.ts";

/**
 * I8 I16: a file that could not be fetched is given up by a person who may reply; its place in the thread says so. Refuses with
 * `message_not_retryable` what has not failed.
 */
export async function discardAttachment(ctx: Ctx, id: AttachmentId): Promise<void> {
  await giveUp(ctx, id, async (trx, conversationId) => {
    const { conversation } = await accessConversation(trx, conversationId, "reply", { lock: true });
    return conversation;
  });
}

/** The same by an Admin from the page of delivery problems. */
export async function discardAttachmentById(ctx: Ctx, id: string): Promise<void> {
  await giveUp(ctx, id as AttachmentId, lockConversation);
}

async function giveUp(
  ctx: Ctx,
  id: AttachmentId,
  access: (trx: Ctx, conversationId: ConversationId) => Promise<Conversation | undefined>,
): Promise<void> {
  await inTransaction(ctx, async (trx) => {
    const attachment = await findAttachment(trx, id);
    const conversation = attachment && (await conversationAround(trx, attachment, access));
    if (attachment === undefined || conversation === undefined) throw new Refusal("not_found");
    const messageId = attachment.message_id;
    if (messageId === null || !(await giveUpFailed(trx, attachment))) throw new Refusal("message_not_retryable");
    const facts = factsOf(await updateConversation(trx, conversation.id, {}));
    await appendEvents(trx, [{ type: "message.changed", data: { ...facts, messageId, change: "attachment" } }]);
  });
}

async function conversationAround(
  trx: Ctx,
  { message_id }: Attachment,
  access: (trx: Ctx, conversationId: ConversationId) => Promise<Conversation | undefined>,
): Promise<Conversation | undefined> {
  const conversationId = message_id === null ? undefined : await conversationOfMessage(trx, message_id);
  return conversationId && (await access(trx, conversationId));
}
