import { type ConversationRow, type MessageId, type MessageView, maskWhole, Refusal } from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import { accessConversation } from "../access-conversation.ts";
import { type Conversation, excerpt, factsOf, type Message } from "../conversation.ts";
import { conversationOfMessage } from "../message.sql.ts";
import { loadMessages } from "../thread.sql.ts";
import { viewRow } from "../view-row.ts";
import {
  canMaskByHand,
  lockMessage,
  removeAttachments,
  touchMessage,
  writeMasked,
  writeRowMasked,
} from "./masking.sql.ts";

/**
 * W128: a Supervisor masks a contact's message for good. Words, subject, HTML form and, when asked for, attachments are gone
 * in one transaction with its line of the audit trail; the raw delivery follows by the event. A repeat changes nothing, and
 * takes the attachments that the first time left.
 */
export async function maskMessage(
  ctx: Ctx,
  id: MessageId,
  { attachments }: { readonly attachments: boolean },
): Promise<{ message: MessageView; conversation: ConversationRow }> {
  const conversationId = await conversationOfMessage(ctx, id);
  if (conversationId === undefined) throw new Refusal("not_found");
  await inTransaction(ctx, async (trx) => {
    const { conversation } = await accessConversation(trx, conversationId, "mask", { lock: true });
    const message = await lockMessage(trx, id);
    if (message === undefined) throw new Refusal("not_found");
    await checkMaskable(trx, message);
    await mask(trx, conversation, message, attachments);
    await failpoint("masking.before_commit");
  });
  const [message] = await loadMessages(ctx, [id]);
  if (message === undefined) throw new Refusal("not_found");
  return { message, conversation: await viewRow(ctx, conversationId) };
}

async function checkMaskable(ctx: Ctx, message: Message): Promise<void> {
  if (!(await canMaskByHand(ctx))) throw new Refusal("masking_off");
  if (message.kind !== "inbound")
    throw new Refusal("invalid_input", { fields: [{ path: "id", problem: "only a contact's message is masked" }] });
}

async function mask(ctx: Ctx, conversation: Conversation, message: Message, attachments: boolean): Promise<void> {
  const fresh = message.masked_at === null && message.deleted_at === null;
  const removed = attachments ? await removeAttachments(ctx, message.id) : 0;
  if (!fresh && removed === 0) return;
  const masked = fresh
    ? { text: maskWhole(message.text), subject: message.subject === null ? null : maskWhole(message.subject) }
    : { text: message.text, subject: message.subject };
  if (fresh) await writeMasked(ctx, message.id, masked);
  else await touchMessage(ctx, message.id);
  const seq = conversation.last_seq + 1;
  const changed = await writeRowMasked(ctx, conversation.id, {
    ...{ messageId: message.id, seq, before: message.subject, subject: masked.subject },
    row: { text: excerpt(masked.text || masked.subject || ""), ...(attachments ? { attachments: 0 } : {}) },
  });
  await appendEvents(ctx, [
    { type: "message.masked", data: { ...factsOf(changed), messageId: message.id, attachments: removed }, seq },
  ]);
}
