import { type ConversationRow, type MessageId, type MessageView, Refusal, type TagId } from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { accessConversation } from "../access-conversation.ts";
import { type Conversation, factsOf } from "../conversation.ts";
import { updateConversation } from "../conversations.sql.ts";
import { holdLabels } from "../labels/labels.sql.ts";
import { conversationOfMessage } from "../message.sql.ts";
import { loadMessages } from "../thread.sql.ts";
import { viewRow } from "../view-row.ts";
import { findMessage, listTagsOf, writeMessageTags } from "./tags.sql.ts";

export type TagChange = { readonly add: readonly TagId[]; readonly remove: readonly TagId[] };

const MOST = 50;

/** W106: several tags on a message, inbound or outbound. No line of the audit trail tells of them (W108); events do. */
export async function changeTags(
  ctx: Ctx,
  id: MessageId,
  change: TagChange,
): Promise<{ message: MessageView; conversation: ConversationRow }> {
  const conversationId = await conversationOfMessage(ctx, id);
  if (conversationId === undefined) throw new Refusal("not_found");
  await inTransaction(ctx, async (trx) => {
    const { conversation } = await accessConversation(trx, conversationId, "addTags", { lock: true });
    await writeTags(trx, conversation, id, change);
  });
  const [message] = await loadMessages(ctx, [id]);
  if (message === undefined) throw new Refusal("not_found");
  return { message, conversation: await viewRow(ctx, conversationId) };
}

async function writeTags(ctx: Ctx, conversation: Conversation, id: MessageId, change: TagChange): Promise<void> {
  const message = await findMessage(ctx, id);
  if (message === undefined) throw new Refusal("not_found");
  if (message.kind === "comment")
    throw new Refusal("invalid_input", { fields: [{ path: "id", problem: "an internal comment has no tags" }] });
  const before = message.tag_ids ?? [];
  const there = new Set(before);
  const removed = [...new Set(change.remove)].filter((tagId) => there.has(tagId));
  const fresh = [...new Set(change.add)].filter((tagId) => !there.has(tagId));
  await holdLabels(ctx, "tag", fresh);
  const added = fresh.filter((tagId) => !change.remove.includes(tagId));
  if (removed.length + added.length === 0) return;
  const tagIds = [...before.filter((tagId) => !removed.includes(tagId)), ...added];
  if (tagIds.length > MOST)
    throw new Refusal("invalid_input", { fields: [{ path: "add", problem: `more than ${MOST} tags` }] });
  await writeMessageTags(ctx, id, tagIds);
  // A new version even where its own list stays the same: the message must not be older than its conversation.
  const changed = await updateConversation(ctx, conversation.id, { tag_ids: await listTagsOf(ctx, conversation.id) });
  const facts = { ...factsOf(changed), messageId: id };
  await appendEvents(ctx, [
    ...removed.map((tagId) => ({ type: "tag.removed", data: { ...facts, tagId } }) as const),
    ...added.map((tagId) => ({ type: "tag.added", data: { ...facts, tagId } }) as const),
  ]);
}
