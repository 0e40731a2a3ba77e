import {
  type ConversationId,
  type MessageId,
  Refusal,
  SCHEDULE_MOST_DAYS,
  type ScheduleBody,
  type ScheduledAnswer,
} from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { cleanText } from "../../lib/clean-text.ts";
import { accessConversation } from "../access-conversation.ts";
import type { Conversation } from "../conversation.ts";
import { deleteDraft } from "../drafts.sql.ts";
import { checkReply } from "../replying/check-content.ts";
import { checkOptedOut } from "../replying/check-opted-out.ts";
import { checkWindow } from "../replying/check-window.ts";
import { handComposerFiles } from "../replying/composer-files.sql.ts";
import { replyTermsOf } from "../replying/reply-terms.sql.ts";
import { findSent } from "../send-message.sql.ts";
import { refuseOthersLock } from "../send-message.ts";
import { actorId } from "../take-unheld.ts";
import { viewRow } from "../view-row.ts";
import { accessScheduled } from "./access-scheduled.ts";
import {
  countScheduled,
  findScheduled,
  hasOpenBeside,
  insertScheduled,
  loadScheduled,
  MOST_SCHEDULED,
  updateScheduled,
} from "./scheduled.sql.ts";
import { tellSchedule } from "./tell-schedule.ts";

const DAY = 86_400_000;

/**
 * Puts a reply off to a moment. It is judged now as if it left now; text and files are the scheduled reply's from here on. The
 * id was made by the browser: a repeat, even after it has left, answers what there is (I11).
 */
export async function scheduleReply(
  ctx: Ctx,
  id: ConversationId,
  body: ScheduleBody,
  authorName: string,
): Promise<ScheduledAnswer> {
  await inTransaction(ctx, async (trx) => {
    const { conversation } = await accessConversation(trx, id, "reply", { lock: true });
    if (await isRepeat(trx, id, body.id)) return;
    await schedule(trx, conversation, body, authorName);
  });
  return await answerOf(ctx, id);
}

async function isRepeat(ctx: Ctx, conversationId: ConversationId, id: MessageId): Promise<boolean> {
  const there = (await findScheduled(ctx, id)) ?? (await findSent(ctx, id));
  if (there === undefined) return false;
  if (there.author_id === actorId(ctx) && there.conversation_id === conversationId) return true;
  throw new Refusal("already_exists");
}

async function schedule(ctx: Ctx, conversation: Conversation, body: ScheduleBody, authorName: string): Promise<void> {
  const author = actorId(ctx);
  const due = momentOf(ctx, body.at);
  const text = cleanText(body.text).trim();
  const terms = await replyTermsOf(ctx, conversation.channel_id, author);
  checkWindow(terms, conversation, due);
  await checkOptedOut(ctx, terms.platform, conversation);
  await checkReply(ctx, terms, conversation, { ...body, text }, `user:${author}`);
  refuseOthersLock(ctx, conversation);
  if (conversation.status === "resolved" && (await hasOpenBeside(ctx, conversation)))
    throw new Refusal("open_conversation_exists");
  if ((await countScheduled(ctx, conversation.id)) >= MOST_SCHEDULED) throw new Refusal("limit_reached");
  await handComposerFiles(ctx, body.attachmentIds, `user:${author}`, `scheduled:${body.id}`);
  const row = {
    id: body.id,
    conversation_id: conversation.id,
    channel_id: conversation.channel_id,
    identity_id: conversation.identity_id,
    author_id: author,
    author_name: authorName,
    text,
    reply_to_id: body.replyToId,
    attachment_ids: body.attachmentIds,
    due_at: due,
    after_seq: conversation.last_seq,
    created_at: ctx.now(),
  };
  await insertScheduled(ctx, row);
  await deleteDraft(ctx, conversation.id);
  await tellSchedule(ctx, conversation, row, "set");
}

/** Another moment; what was stopped waits again, and is cancelled again only by what the contact writes from now on. */
export async function moveScheduled(ctx: Ctx, id: MessageId, at: string): Promise<ScheduledAnswer> {
  const conversationId = await inTransaction(ctx, async (trx) => {
    const { conversation, scheduled } = await accessScheduled(trx, id);
    if (scheduled.author_id !== actorId(trx)) throw new Refusal("not_allowed");
    const due_at = momentOf(trx, at);
    if (scheduled.state === "waiting" && scheduled.due_at.getTime() === due_at.getTime()) return conversation.id;
    checkWindow(await replyTermsOf(trx, conversation.channel_id, scheduled.author_id), conversation, due_at);
    await updateScheduled(trx, id, { due_at, state: "waiting", stopped: null, after_seq: conversation.last_seq });
    await tellSchedule(trx, conversation, { ...scheduled, due_at }, "moved");
    return conversation.id;
  });
  return await answerOf(ctx, conversationId);
}

/** Refuses a moment that is past, or more than a year ahead. */
function momentOf(ctx: Ctx, at: string): Date {
  const due = new Date(at);
  const ahead = due.getTime() - ctx.now().getTime();
  if (ahead > 0 && ahead <= SCHEDULE_MOST_DAYS * DAY) return due;
  throw new Refusal("invalid_input", { fields: [{ path: "at", problem: ahead > 0 ? "too far" : "past" }] });
}

export async function answerOf(ctx: Ctx, id: ConversationId): Promise<ScheduledAnswer> {
  return {
    conversation: await viewRow(ctx, id),
    scheduled: (await loadScheduled(ctx, [id])).get(id) ?? [],
  };
}
