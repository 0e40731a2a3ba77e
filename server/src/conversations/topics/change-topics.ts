import { type ConversationId, type ConversationRow, Refusal, type TopicId } from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { accessConversation } from "../access-conversation.ts";
import { type Conversation, factsOf } from "../conversation.ts";
import { updateConversation } from "../conversations.sql.ts";
import { holdLabels } from "../labels/labels.sql.ts";
import { viewRow } from "../view-row.ts";

export type TopicChange = { readonly add: readonly TopicId[]; readonly remove: readonly TopicId[] };

/** More would be no topics any more. */
const MOST = 50;

/** W103: a person adds topics and takes them off, in any status; nobody's hold is in the way. A repeat changes nothing. */
export async function changeTopics(ctx: Ctx, id: ConversationId, change: TopicChange): Promise<ConversationRow> {
  await inTransaction(ctx, async (trx) => {
    const { conversation } = await accessConversation(trx, id, "addTopics", { lock: true });
    await writeTopics(trx, conversation, change);
  });
  return await viewRow(ctx, id);
}

/** Writes topics with a line of the audit trail and an event for each (W104); the caller holds the row. */
export async function writeTopics(ctx: Ctx, conversation: Conversation, change: TopicChange): Promise<Conversation> {
  const there = new Set(conversation.topic_ids);
  const removed = [...new Set(change.remove)].filter((id) => there.has(id));
  const added = [...new Set(change.add)].filter((id) => !there.has(id) && !change.remove.includes(id));
  await holdLabels(
    ctx,
    "topic",
    [...new Set(change.add)].filter((id) => !there.has(id)),
  );
  if (removed.length + added.length === 0) return conversation;
  const topicIds = [...conversation.topic_ids.filter((id) => !removed.includes(id)), ...added];
  if (topicIds.length > MOST)
    throw new Refusal("invalid_input", { fields: [{ path: "add", problem: `more than ${MOST} topics` }] });
  const first = conversation.last_seq + 1;
  const changed = await updateConversation(ctx, conversation.id, {
    topic_ids: topicIds,
    last_seq: conversation.last_seq + added.length + removed.length,
  });
  const facts = factsOf(changed);
  await appendEvents(ctx, [
    ...removed.map((topicId, n) => ({ type: "topic.removed", data: { ...facts, topicId }, seq: first + n }) as const),
    ...added.map(
      (topicId, n) => ({ type: "topic.added", data: { ...facts, topicId }, seq: first + removed.length + n }) as const,
    ),
  ]);
  return changed;
}
