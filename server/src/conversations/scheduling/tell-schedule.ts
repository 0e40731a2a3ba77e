import type { ScheduleChange, ScheduleStop } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { type Conversation, factsOf } from "../conversation.ts";
import { updateConversation } from "../conversations.sql.ts";
import type { Scheduled } from "./scheduled.sql.ts";

/** Announces what became of a scheduled reply, as a line of the audit trail; the caller holds the conversation's row. */
export async function tellSchedule(
  ctx: Ctx,
  conversation: Conversation,
  scheduled: Pick<Scheduled, "id" | "author_id" | "due_at">,
  change: ScheduleChange,
  cause: ScheduleStop | null = null,
): Promise<Conversation> {
  const seq = conversation.last_seq + 1;
  const changed = await updateConversation(ctx, conversation.id, { last_seq: seq });
  const { id: scheduledId, author_id: authorId, due_at } = scheduled;
  const data = { ...factsOf(changed), scheduledId, authorId, change, cause, at: due_at.toISOString() };
  await appendEvents(ctx, [{ type: "schedule.changed", data, seq }]);
  return changed;
}
