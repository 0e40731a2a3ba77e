import {
  type AttachmentId,
  type AttachmentView,
  type ConversationId,
  type KnowledgeItemId,
  type Locale,
  Refusal,
  type UsableItem,
} from "@guichet/contract";
import { type Ctx, inTransaction } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import type { FileStore, StoredFile } from "../files/index.ts";
import {
  type Filling,
  getUsableFiles,
  type LinkDeps,
  listUsableItems,
  type Reader,
  takeItem,
} from "../knowledge/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { fullName, getUserRow } from "../users/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { kindOf } from "./attachment.ts";
import { insertUploaded } from "./attachments.sql.ts";
import { type Conversation, factsOf, isUser } from "./conversation.ts";
import { findKnownOfContact } from "./placeholder-values.sql.ts";
import { placeholderValues } from "./placeholder-values.ts";
import { toAttachmentView } from "./thread.view.ts";

export type InsertDeps = Pick<LinkDeps, "publicUrl"> & { readonly files: FileStore };
type Copied = { readonly id: string; readonly name: string; readonly stored: StoredFile };

/** W133: responses and articles for a conversation one sees, as they would be inserted. */
export async function listItemsFor(
  ctx: Ctx,
  deps: Pick<LinkDeps, "publicUrl">,
  id: ConversationId,
  search: string,
  locale: Locale,
): Promise<UsableItem[]> {
  const { conversation } = await accessConversation(ctx, id, "see");
  const filling = await fillingOf(ctx, conversation, locale);
  return await listUsableItems(ctx, deps, readerOf(ctx, conversation), search, filling);
}

/**
 * What goes into the reply box: the filled text, and copies of the files that are the agent's own until they are sent. The
 * use is counted and announced in the same transaction; whoever deletes the item meanwhile comes before or after it.
 */
export async function insertItem(
  ctx: Ctx,
  deps: InsertDeps,
  id: ConversationId,
  itemId: KnowledgeItemId,
  locale: Locale,
): Promise<{ text: string; attachments: AttachmentView[] }> {
  const { conversation } = await accessConversation(ctx, id, "comment");
  const reader = readerOf(ctx, conversation);
  const copies: Copied[] = [];
  for (const file of await getUsableFiles(ctx, reader, itemId))
    copies.push({ id: file.id, name: file.name, stored: await copyFile(deps.files, file.file, Number(file.size)) });
  return await inTransaction(ctx, async (trx) => {
    const filling = await fillingOf(trx, conversation, locale);
    const { text, files } = await takeItem(trx, deps, reader, itemId, filling);
    // Somebody changed its files between the copy and now: what was copied would be another response's.
    if (files.map((file) => file.id).join() !== copies.map((copy) => copy.id).join())
      throw new Refusal("changed_meanwhile");
    const attachments: AttachmentView[] = [];
    for (const copy of copies) attachments.push(await ownCopy(trx, reader, copy));
    await appendEvents(trx, [{ type: "knowledge.inserted", data: { ...factsOf(conversation), itemId } }]);
    return { text, attachments };
  });
}

function readerOf(ctx: Ctx, conversation: Conversation): Reader {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  return { userId: ctx.actor.id, channelId: conversation.channel_id };
}

export async function fillingOf(ctx: Ctx, conversation: Conversation, locale: Locale): Promise<Filling> {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  const contact = await findKnownOfContact(ctx, conversation.contact_id, conversation.identity_id);
  if (contact === undefined) throw new Refusal("not_found");
  const agent = await getUserRow(ctx, ctx.actor.id);
  return placeholderValues(contact, { name: fullName(agent), firstName: agent.first_name }, locale);
}

/** A file of its own: what happens to the response later does not touch the message, nor the other way round. */
async function copyFile(files: FileStore, key: string, size: number): Promise<StoredFile> {
  const opened = await files.open(key);
  if (opened === undefined) throw new Refusal("attachment_not_accepted");
  const stored = await files.put(opened.stream, { maxBytes: size });
  if (!stored.ok) throw new Refusal("attachment_not_accepted");
  return stored;
}

async function ownCopy(ctx: Ctx, { userId }: Reader, { name, stored }: Copied): Promise<AttachmentView> {
  const row = await insertUploaded(ctx, {
    id: uuidV7() as AttachmentId,
    uploaded_by: `user:${userId}`,
    name,
    type: stored.type.mime,
    inline: stored.type.inline,
    size: String(stored.size),
    file: stored.key,
    kind: kindOf(stored.type.mime),
  });
  return toAttachmentView(row);
}
