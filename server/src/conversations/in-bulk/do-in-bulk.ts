import type { ConversationId } from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { accessConversation } from "../access-conversation.ts";
import { assignConversation } from "../assign-conversation.ts";
import type { Conversation } from "../conversation.ts";
import { holdRoomOf } from "../room/room.sql.ts";
import { refuseHeld } from "../take-unheld.ts";
import { writeTeamByHand } from "../teams/move-to-team.ts";
import { changeTopics, writeTopics } from "../topics/change-topics.ts";
import { type BulkDeed, type BulkOutcome, skipped } from "./bulk-deed.ts";
import { cancelInBulk, comeBackInBulk } from "./come-back-in-bulk.ts";
import { moveInBulk } from "./move-in-bulk.ts";
import { tagInBulk } from "./tag-in-bulk.ts";

/**
 * One conversation of a bulk action, for the acting user as their access is now. It goes through what a single one goes through:
 * what is refused there is refused here. Answers what was done, or why there was nothing to do.
 */
export async function doInBulk(ctx: Ctx, id: ConversationId, deed: BulkDeed): Promise<BulkOutcome> {
  return await inTransaction(ctx, async (trx) => {
    if (deed.type === "assign" && deed.userId !== null) await holdRoomOf(trx, [deed.userId]);
    const { conversation } = await accessConversation(trx, id, "bulk", { lock: true });
    return await work(trx, conversation, deed);
  });
}

async function work(ctx: Ctx, conversation: Conversation, deed: BulkDeed): Promise<BulkOutcome> {
  switch (deed.type) {
    case "resolve":
      return await resolve(ctx, conversation, deed);
    case "pending":
      return await moveInBulk(ctx, conversation, "set_pending");
    case "new":
      return await moveInBulk(ctx, conversation, "set_new");
    case "assign":
      return await assign(ctx, conversation, deed);
    case "team":
      return await moveTeam(ctx, conversation, deed);
    case "topics":
      return await label(ctx, conversation, deed);
    case "tags":
      return await tagInBulk(ctx, conversation, deed);
    case "boomerang":
      return await comeBackInBulk(ctx, conversation, deed);
    case "cancelBoomerang":
      return await cancelInBulk(ctx, conversation);
  }
}

/** T10: those without a topic get the one that was chosen (W67); whoever else holds it is not disturbed (W51). */
async function resolve(
  ctx: Ctx,
  conversation: Conversation,
  { topicId, resolution }: Extract<BulkDeed, { type: "resolve" }>,
): Promise<BulkOutcome> {
  if (conversation.status === "resolved") return skipped("already");
  refuseHeld(ctx, conversation);
  if (topicId === null || conversation.topic_ids.length > 0)
    return await moveInBulk(ctx, conversation, "bulk_resolve", { resolution });
  const labelled = await writeTopics(ctx, conversation, { add: [topicId], remove: [] });
  const outcome = await moveInBulk(ctx, labelled, "bulk_resolve", { resolution });
  if (outcome.type === "skipped" || outcome.trace?.type !== "status") return outcome;
  return { type: "done", trace: { ...outcome.trace, topicIds: [topicId] } };
}

async function assign(
  ctx: Ctx,
  conversation: Conversation,
  { userId, beyondMost }: Extract<BulkDeed, { type: "assign" }>,
): Promise<BulkOutcome> {
  if (conversation.assignee_id === userId) return skipped("already");
  await assignConversation(ctx, conversation.id, userId, { beyondMost });
  return { type: "done", trace: { type: "assignee", from: conversation.assignee_id, to: userId } };
}

async function moveTeam(
  ctx: Ctx,
  conversation: Conversation,
  { teamId }: Extract<BulkDeed, { type: "team" }>,
): Promise<BulkOutcome> {
  const moved = await writeTeamByHand(ctx, conversation, teamId);
  return moved === undefined ? skipped("already") : { type: "done", trace: { type: "team", to: teamId } };
}

async function label(
  ctx: Ctx,
  conversation: Conversation,
  { add, remove }: Extract<BulkDeed, { type: "topics" }>,
): Promise<BulkOutcome> {
  const there = new Set(conversation.topic_ids);
  const removed = remove.filter((id) => there.has(id));
  const added = add.filter((id) => !there.has(id) && !remove.includes(id));
  if (added.length + removed.length === 0) return skipped("already");
  await changeTopics(ctx, conversation.id, { add: added, remove: removed });
  return { type: "done", trace: { type: "topics", added, removed } };
}
