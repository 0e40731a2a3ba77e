import { type MessageId, Refusal, type ScheduledAnswer, type ScheduledBack } from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import { findDraft } from "../drafts.sql.ts";
import { handComposerFiles } from "../replying/composer-files.sql.ts";
import { refuseOthersLock } from "../send-message.ts";
import { actorId } from "../take-unheld.ts";
import { writeBackDraft } from "../undo/withdraw.sql.ts";
import { accessScheduled } from "./access-scheduled.ts";
import { answerOf } from "./schedule-reply.ts";
import { deleteScheduled, updateScheduled } from "./scheduled.sql.ts";
import { sendScheduled } from "./send-scheduled.ts";
import { tellSchedule } from "./tell-schedule.ts";

/** It leaves now, in its author's name, whoever says so. */
export async function sendScheduledNow(ctx: Ctx, id: MessageId): Promise<ScheduledAnswer> {
  const conversationId = await inTransaction(ctx, async (trx) => {
    const { conversation, scheduled } = await accessScheduled(trx, id);
    if (scheduled.state !== "waiting") throw new Refusal("message_not_retryable");
    refuseOthersLock(trx, conversation);
    await sendScheduled(trx, conversation, scheduled);
    await failpoint("due.before_commit");
    return conversation.id;
  });
  await failpoint("due.after_commit");
  return await answerOf(ctx, conversationId);
}

/**
 * Cancelled by its author, or thrown away once it was stopped, it is gone. Cancelled by a colleague it is stopped: nobody loses
 * what they have written.
 */
export async function cancelScheduled(ctx: Ctx, id: MessageId, byName: string): Promise<ScheduledAnswer> {
  const conversationId = await inTransaction(ctx, async (trx) => {
    const { conversation, scheduled } = await accessScheduled(trx, id);
    const mine = scheduled.author_id === actorId(trx);
    if (scheduled.state === "waiting") await tellSchedule(trx, conversation, scheduled, "cancelled", "cancelled");
    else await tellSchedule(trx, conversation, scheduled, "dropped");
    if (scheduled.state === "waiting" && !mine) {
      await updateScheduled(trx, id, { state: "stopped", stopped: { cause: "cancelled", code: null, byName } });
    } else {
      await handComposerFiles(trx, scheduled.attachment_ids, `scheduled:${id}`, `user:${scheduled.author_id}`);
      await deleteScheduled(trx, id);
    }
    return conversation.id;
  });
  return await answerOf(ctx, conversationId);
}

/** Its words and files go into the reply box: of its author, or of whoever takes up what was stopped. */
export async function takeScheduledBack(ctx: Ctx, id: MessageId): Promise<ScheduledBack> {
  const conversationId = await inTransaction(ctx, async (trx) => {
    const { conversation, scheduled } = await accessScheduled(trx, id);
    const me = actorId(trx);
    if (scheduled.author_id !== me && scheduled.state === "waiting") throw new Refusal("not_allowed");
    const files = await handComposerFiles(trx, scheduled.attachment_ids, `scheduled:${id}`, `user:${me}`);
    const kept = scheduled.attachment_ids.filter((one) => files.includes(one));
    await writeBackDraft(trx, { ...scheduled, short_code: null }, kept);
    await deleteScheduled(trx, id);
    await tellSchedule(trx, conversation, scheduled, "taken_back");
    return conversation.id;
  });
  return { ...(await answerOf(ctx, conversationId)), draft: await findDraft(ctx, conversationId) };
}
