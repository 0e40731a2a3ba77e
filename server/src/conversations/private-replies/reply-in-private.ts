import {
  type ConversationId,
  type MessageId,
  type PrivateReplyAnswer,
  type PrivateReplyBody,
  privateReplyAt,
  Refusal,
} from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { cleanText } from "../../lib/clean-text.ts";
import { failpoint } from "../../lib/failpoint.ts";
import { accessConversation } from "../access-conversation.ts";
import { type Conversation, factsOf, type Message } from "../conversation.ts";
import { updateConversation } from "../conversations.sql.ts";
import { conversationOfMessage } from "../message.sql.ts";
import { replyTermsOf } from "../replying/reply-terms.sql.ts";
import { findSent } from "../send-message.sql.ts";
import { refuseOthersLock, sendReply } from "../send-message.ts";
import { openForContact } from "../starting/open-for-contact.ts";
import { findOpenOf, hasMessageBefore } from "../starting/starting.sql.ts";
import { actorId } from "../take-unheld.ts";
import { loadMessages } from "../thread.sql.ts";
import { viewRow } from "../view-row.ts";
import { privateIdentityOf } from "./link-recipient.sql.ts";
import { linkComment } from "./private-reply.sql.ts";

type Went = { readonly id: ConversationId; readonly continued: boolean };

/**
 * A comment that everybody reads is answered in private (W92): in the contact's open private conversation, else in a new one
 * that is Pending and the agent's. Once for a comment, within the days of its channel (W93); whoever comes second is told so.
 */
export async function replyInPrivate(
  ctx: Ctx,
  commentId: MessageId,
  body: PrivateReplyBody,
  authorName: string,
): Promise<PrivateReplyAnswer> {
  const publicId = await conversationOfMessage(ctx, commentId);
  if (publicId === undefined) throw new Refusal("not_found");
  const { id, continued } = await inTransaction(ctx, async (trx) => {
    const { conversation } = await accessConversation(trx, publicId, "reply", { lock: true });
    const repeat = await findRepeat(trx, commentId, body.id);
    if (repeat !== undefined) return repeat;
    await checkAllowed(trx, conversation, commentId);
    const went = await write(trx, conversation, commentId, body, authorName);
    await failpoint("outbound.before_commit");
    return went;
  });
  const written = await loadMessages(ctx, [body.id, commentId]);
  const message = written.find((one) => one.id === body.id);
  const comment = written.find((one) => one.id === commentId);
  if (message === undefined || comment === undefined) throw new Refusal("not_found");
  const conversation = await viewRow(ctx, id);
  return { conversation, message, comment, commentConversation: await viewRow(ctx, publicId), continued };
}

/** A repeat of the same id is the same message (I11). */
async function findRepeat(ctx: Ctx, commentId: MessageId, id: MessageId): Promise<Went | undefined> {
  const already = await findSent(ctx, id);
  if (already === undefined) return undefined;
  if (already.author_id !== actorId(ctx) || already.linked_id !== commentId) throw new Refusal("already_exists");
  return { id: already.conversation_id, continued: await hasMessageBefore(ctx, already) };
}

async function checkAllowed(ctx: Ctx, conversation: Conversation, commentId: MessageId): Promise<void> {
  const comment = await findSent(ctx, commentId);
  if (comment === undefined) throw new Refusal("not_found");
  const { privateReplyDays } = await replyTermsOf(ctx, conversation.channel_id, actorId(ctx));
  const now = ctx.now().getTime();
  const allowed = privateReplyAt(privateReplyDays, conversation.visibility, commentOf(comment), now);
  switch (allowed.state) {
    case "none":
      throw new Refusal("invalid_input", { fields: [{ path: "id", problem: "no private reply to this message" }] });
    case "used":
      throw new Refusal("private_reply_used");
    case "over":
      throw new Refusal("private_reply_over", { details: { endedAt: new Date(allowed.endedAt).toISOString() } });
    case "open":
      refuseOthersLock(ctx, conversation);
  }
}

function commentOf({ kind, deleted_at, sent_at, linked_id }: Message) {
  return { kind, deleted: deleted_at !== null, at: sent_at.toISOString(), linked: linked_id };
}

async function write(
  ctx: Ctx,
  from: Conversation,
  commentId: MessageId,
  body: PrivateReplyBody,
  authorName: string,
): Promise<Went> {
  if (!(await linkComment(ctx, commentId, body.id))) throw new Refusal("private_reply_used");
  const identityId = await privateIdentityOf(ctx, from.identity_id, from.contact_id);
  const open = await findOpenOf(ctx, identityId);
  const place = { channelId: from.channel_id, identityId, contactId: from.contact_id };
  const opened = open === undefined ? await openForContact(ctx, place, null) : undefined;
  // The contact wrote, or a colleague began one, in this very moment: it goes on there.
  const to = open ?? opened ?? (await findOpenOf(ctx, identityId));
  if (to === undefined) throw new Refusal("changed_meanwhile");
  refuseOthersLock(ctx, to);
  await addLine(ctx, from, "public", to.id, commentId);
  const told = await addLine(ctx, to, "private", from.id, body.id);
  const text = cleanText(body.text).trim();
  await sendReply(
    ctx,
    told,
    {
      ...{ id: body.id, kind: "reply", text, attachmentIds: [], replyToId: null, mentions: [] },
      afterwards: opened === undefined ? "preference" : "pending",
    },
    authorName,
    `user:${actorId(ctx)}`,
    commentId,
  );
  return { id: to.id, continued: opened === undefined };
}

/** Both conversations say that it went on in the other. */
async function addLine(
  ctx: Ctx,
  conversation: Conversation,
  side: "public" | "private",
  otherId: ConversationId,
  messageId: MessageId,
): Promise<Conversation> {
  const seq = conversation.last_seq + 1;
  const changed = await updateConversation(ctx, conversation.id, { last_seq: seq });
  await appendEvents(ctx, [
    { type: "message.answered_in_private", data: { ...factsOf(changed), side, otherId, messageId }, seq },
  ]);
  return changed;
}
