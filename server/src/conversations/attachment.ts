import { type AttachmentId, type AttachmentView, Refusal } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { type FileStore, normalizeFileName } from "../files/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { accessConversation } from "./access-conversation.ts";
import { findAttachment, insertUploaded, makeDueAgain } from "./attachments.sql.ts";
import { type Attachment, isUser } from "./conversation.ts";
import { conversationOfMessage } from "./message.sql.ts";
import { conversationOfScheduledFile } from "./scheduling/scheduled.sql.ts";
import { toAttachmentView } from "./thread.view.ts";

const MOST_BYTES = 25 * 1024 * 1024;

/** A file for the composer: durable first, then its row; its type is what its content says. */
export async function uploadAttachment(
  ctx: Ctx,
  files: FileStore,
  name: string,
  body: Buffer,
): Promise<AttachmentView> {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  if (body.length === 0) throw new Refusal("invalid_input", { fields: [{ path: "body", problem: "empty" }] });
  const stored = await files.put(body, { maxBytes: MOST_BYTES });
  if (!stored.ok) throw new Refusal("too_large");
  const row = await insertUploaded(ctx, {
    id: uuidV7() as AttachmentId,
    uploaded_by: `user:${ctx.actor.id}`,
    name: normalizeFileName(name),
    type: stored.type.mime,
    inline: stored.type.inline,
    size: String(stored.size),
    file: stored.key,
    kind: kindOf(stored.type.mime),
  });
  return toAttachmentView(row);
}

/** An attachment the acting user may read; whatever they may not looks like one that is not there. */
export async function findReadableAttachment(ctx: Ctx, id: AttachmentId): Promise<Attachment> {
  const attachment = await findAttachment(ctx, id);
  if (attachment === undefined) throw new Refusal("not_found");
  if (attachment.message_id === null) {
    if (isUser(ctx.actor) && attachment.uploaded_by === `user:${ctx.actor.id}`) return attachment;
    const scheduledIn = await conversationOfScheduledFile(ctx, attachment.uploaded_by);
    if (scheduledIn === undefined) throw new Refusal("not_found");
    await accessConversation(ctx, scheduledIn, "see");
    return attachment;
  }
  const conversationId = await conversationOfMessage(ctx, attachment.message_id);
  if (conversationId === undefined) throw new Refusal("not_found");
  await accessConversation(ctx, conversationId, "see");
  return attachment;
}

/** I8: a person asks for a failed file once more. */
export async function retryAttachment(ctx: Ctx, id: AttachmentId): Promise<void> {
  const attachment = await findReadableAttachment(ctx, id);
  if (attachment.state !== "failed") throw new Refusal("message_not_retryable");
  await makeDueAgain(ctx, id);
}

/** The same by an Admin from the page of delivery problems. */
export async function retryAttachmentById(ctx: Ctx, id: string): Promise<void> {
  const attachment = await findAttachment(ctx, id as AttachmentId);
  if (attachment?.state !== "failed") throw new Refusal("message_not_retryable");
  await makeDueAgain(ctx, attachment.id);
}

export function kindOf(mime: string): Attachment["kind"] {
  const [family] = mime.split("/");
  return family === "image" || family === "video" || family === "audio" ? family : "file";
}
