import type { ConversationId } from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { mayHave } from "../../users/index.ts";
import { accessConversation } from "../access-conversation.ts";
import { writeAssignee } from "../assign-conversation.ts";
import { type Conversation, placeOf } from "../conversation.ts";
import { changeTags } from "../tags/change-tags.ts";
import { accessOwnMove, takeMoveBack } from "../teams/undo-move.ts";
import { changeTopics } from "../topics/change-topics.ts";
import { undoStatus } from "../undo/undo-status.ts";
import { type BulkOutcome, type BulkTrace, skipped } from "./bulk-deed.ts";
import { giveBoomerangBack } from "./come-back-in-bulk.ts";
import { retag } from "./tag-in-bulk.ts";

const DONE: BulkOutcome = { type: "done", trace: null };

/** Takes back what a bulk action did with one conversation, unless something has happened to it since. */
export async function undoInBulk(ctx: Ctx, id: ConversationId, trace: BulkTrace): Promise<BulkOutcome> {
  return await inTransaction(ctx, async (trx) => {
    if (trace.type === "team") return await moveBack(trx, id, trace);
    const { conversation } = await accessConversation(trx, id, "bulk", { lock: true });
    switch (trace.type) {
      case "status":
        return await undoMove(trx, conversation, trace);
      case "assignee":
        return await giveBack(trx, conversation, trace);
      case "topics":
        await changeTopics(trx, id, { add: trace.removed, remove: trace.added });
        return DONE;
      case "tags":
        // Of actions of before tags could be taken off, too.
        await changeTags(trx, trace.messageId, { add: [], remove: trace.added });
        return DONE;
      case "retagged":
        await retag(trx, trace.messages, trace.added);
        return DONE;
      case "boomerang":
        return await giveBoomerangBack(trx, conversation, trace);
    }
  });
}

async function undoMove(
  ctx: Ctx,
  conversation: Conversation,
  { since, topicIds }: Extract<BulkTrace, { type: "status" }>,
): Promise<BulkOutcome> {
  // One's own later change by hand is not this action's to take back.
  if (conversation.undo?.since !== since) return skipped("changed_since");
  await undoStatus(ctx, conversation.id);
  if (topicIds.length > 0) await changeTopics(ctx, conversation.id, { add: [], remove: topicIds });
  return DONE;
}

/** To whom it belonged; to nobody when they lost the channel meanwhile. */
async function giveBack(
  ctx: Ctx,
  conversation: Conversation,
  { from, to }: Extract<BulkTrace, { type: "assignee" }>,
): Promise<BulkOutcome> {
  if (conversation.assignee_id !== to || conversation.status === "resolved") return skipped("changed_since");
  const stays = from === null || (await mayHave(ctx, from, placeOf(conversation)));
  await writeAssignee(ctx, conversation, stays ? from : null, "undone");
  return DONE;
}

async function moveBack(
  ctx: Ctx,
  id: ConversationId,
  { to }: Extract<BulkTrace, { type: "team" }>,
): Promise<BulkOutcome> {
  const conversation = await accessOwnMove(ctx, id);
  if (conversation.team_id !== to) return skipped("changed_since");
  await takeMoveBack(ctx, conversation);
  return DONE;
}
