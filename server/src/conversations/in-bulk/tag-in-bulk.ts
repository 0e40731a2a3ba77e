import type { TagId } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import type { Conversation } from "../conversation.ts";
import { changeTags } from "../tags/change-tags.ts";
import { findMessage, listTaggedMessages } from "../tags/tags.sql.ts";
import { type BulkDeed, type BulkOutcome, skipped, type Tagged } from "./bulk-deed.ts";
import { findNewestMessage } from "./newest-message.sql.ts";

/** W106: on the contact's newest message; taken off wherever they stand in the conversation. */
export async function tagInBulk(
  ctx: Ctx,
  conversation: Conversation,
  // An action that was begun before tags could be taken off names none.
  { add, remove = [] }: Extract<BulkDeed, { type: "tags" }>,
): Promise<BulkOutcome> {
  const messages = await takeOff(ctx, conversation, remove);
  const added = await putOn(
    ctx,
    conversation,
    add.filter((id) => !remove.includes(id)),
  );
  if (added === "no_message" && messages.length === 0) return skipped("no_message");
  const there = typeof added === "string" ? null : added;
  if (messages.length === 0 && there === null) return skipped("already");
  return { type: "done", trace: { type: "retagged", messages, added: there } };
}

async function takeOff(ctx: Ctx, conversation: Conversation, remove: readonly TagId[]): Promise<Tagged[]> {
  if (remove.length === 0) return [];
  const messages = await listTaggedMessages(ctx, conversation.id, remove);
  for (const { messageId, tagIds } of messages) await changeTags(ctx, messageId, { add: [], remove: tagIds });
  return messages;
}

async function putOn(
  ctx: Ctx,
  conversation: Conversation,
  add: readonly TagId[],
): Promise<Tagged | "nothing" | "no_message"> {
  if (add.length === 0) return "nothing";
  const messageId = await findNewestMessage(ctx, conversation.id);
  if (messageId === undefined) return "no_message";
  const there = (await findMessage(ctx, messageId))?.tag_ids ?? [];
  const tagIds = add.filter((id) => !there.includes(id));
  if (tagIds.length === 0) return "nothing";
  await changeTags(ctx, messageId, { add: tagIds, remove: [] });
  return { messageId, tagIds };
}

/** Back on the messages on which they stood, and off the one they were put on. */
export async function retag(ctx: Ctx, messages: readonly Tagged[], added: Tagged | null): Promise<void> {
  for (const { messageId, tagIds } of messages) await changeTags(ctx, messageId, { add: tagIds, remove: [] });
  if (added !== null) await changeTags(ctx, added.messageId, { add: [], remove: added.tagIds });
}
