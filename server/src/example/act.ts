import type { AttachmentId, ConversationId, MessageId, UserId } from "@guichet/contract";
import { assignConversation } from "../conversations/assign-conversation.ts";
import { uploadAttachment } from "../conversations/attachment.ts";
import { openConversation } from "../conversations/hold-conversation.ts";
import { type Claim, recordSend } from "../conversations/index.ts";
import { insertItem, listItemsFor } from "../conversations/insert-item.ts";
import { maskMessage } from "../conversations/masking/mask-message.ts";
import { muteContact } from "../conversations/muting/mute-contact.ts";
import { mutePost } from "../conversations/muting/mute-post.ts";
import { replyInPrivate } from "../conversations/private-replies/reply-in-private.ts";
import { scheduleReply } from "../conversations/scheduling/schedule-reply.ts";
import { sendMessage } from "../conversations/send-message.ts";
import { setStatus } from "../conversations/set-status.ts";
import { changeTags } from "../conversations/tags/change-tags.ts";
import { setBoomerang } from "../conversations/time/set-boomerang.ts";
import { changeTopics } from "../conversations/topics/change-topics.ts";
import { type Ctx, inTransaction } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { requestDeletion } from "../privacy/request-deletion.ts";
import { drawFile } from "./draw-file.ts";
import { claimPastSend, findPlace } from "./example.sql.ts";
import { FRENCH_LIBRARY } from "./knowledge/french.ts";
import type { PastStep } from "./plan-steps.ts";
import { ctxOf, nameOf, type Stage, userOf } from "./stage.ts";

/** Of the conversation that is being played. */
export type Playing = {
  readonly id: ConversationId;
  /** The contact's newest message. */
  readonly heard: MessageId;
  readonly sent: MessageId[];
  readonly language: string;
};
type Step<Type extends PastStep["type"]> = Extract<PastStep, { type: Type }>;

const FRENCH = new Set(FRENCH_LIBRARY.map(({ name }) => name));
const PLAIN = { attachmentIds: [] as AttachmentId[], replyToId: null, mentions: [] as UserId[] };

/** What an agent does in a conversation, through the same use cases as the routes. */
export async function act(stage: Stage, step: Exclude<PastStep, { type: "message" }>, playing: Playing): Promise<void> {
  const ctx = ctxOf(stage, step.at, step.agent);
  const { id, heard } = playing;
  switch (step.type) {
    case "reply":
      playing.sent.push(await reply(stage, ctx, step, id));
      return;
    case "answerInPrivate":
      playing.sent.push(await answerInPrivate(stage, ctx, step, heard));
      return;
    case "comment": {
      const mentions = (step.mentions ?? []).map((key) => userOf(stage, key));
      const body = { ...PLAIN, id: uuidV7(step.at) as MessageId, kind: "comment" as const, text: step.text, mentions };
      await sendMessage(ctx, id, { ...body, afterwards: "stay" }, nameOf(stage, step.agent));
      return;
    }
    case "assign":
      await assignConversation(ctx, id, userOf(stage, step.to));
      return;
    case "topic": {
      const topicId = stage.labels.topics.get(step.topic);
      if (topicId !== undefined) await changeTopics(ctx, id, { add: [topicId], remove: [] });
      return;
    }
    case "tag": {
      const tagId = stage.labels.tags.get(step.tag);
      if (tagId !== undefined) await changeTags(ctx, heard, { add: [tagId], remove: [] });
      return;
    }
    case "boomerang":
      await setBoomerang(ctx, id, { at: new Date(step.due).toISOString(), note: step.note });
      return;
    case "resolve":
      await setStatus(ctx, id, { status: "resolved" });
      return;
    case "open":
      await openConversation(ctx, id, false);
      return;
    case "insert":
      return await insert(stage, ctx, step, playing);
    case "schedule": {
      const body = { id: uuidV7(step.at) as MessageId, text: step.text, attachmentIds: [], replyToId: null };
      await scheduleReply(ctx, id, { ...body, at: new Date(step.due).toISOString() }, nameOf(stage, step.agent));
      return;
    }
    case "mute":
      if (step.what === "post") await mutePost(ctx, id, true);
      else await muteContact(ctx, await findPlace(ctx, id), true);
      return;
    case "mask":
      await maskMessage(ctx, heard, { attachments: false });
      return;
    case "delete":
      await requestDeletion(ctx, (await findPlace(ctx, id)).contactId, step.hint);
  }
}

async function reply(stage: Stage, ctx: Ctx, step: Step<"reply">, conversationId: ConversationId): Promise<MessageId> {
  const id = uuidV7(step.at) as MessageId;
  const file = step.file === undefined ? undefined : drawFile(step.file, step.at % 9973);
  const attachmentIds =
    file === undefined ? [] : [(await uploadAttachment(ctx, stage.parts.files, file.name, file.content)).id];
  const body = { ...PLAIN, id, kind: "reply" as const, text: step.text, attachmentIds, afterwards: step.afterwards };
  await send(stage, ctx, step, id, async (trx) => {
    await sendMessage(trx, conversationId, body, nameOf(stage, step.agent));
  });
  return id;
}

async function answerInPrivate(
  stage: Stage,
  ctx: Ctx,
  step: Step<"answerInPrivate">,
  commentId: MessageId,
): Promise<MessageId> {
  const id = uuidV7(step.at) as MessageId;
  await send(stage, ctx, step, id, async (trx) => {
    await replyInPrivate(trx, commentId, { id, text: step.text }, nameOf(stage, step.agent));
  });
  return id;
}

/** Written and claimed in one transaction, then recorded as sent: see `claimPastSend`. */
async function send(
  stage: Stage,
  ctx: Ctx,
  { at }: PastStep,
  id: MessageId,
  write: (trx: Ctx) => Promise<void>,
): Promise<void> {
  const claim: Claim = await inTransaction(ctx, async (trx) => {
    await write(trx);
    return await claimPastSend(trx, id);
  });
  const soon = () => new Date(at + 700);
  await recordSend({ database: stage.parts.database, now: soon }, claim, { outcome: "sent", externalId: id });
}

/** Of what they may use there in the contact's language, in the order in which they see it; a file would only lie about. */
async function insert(stage: Stage, ctx: Ctx, { choice }: Step<"insert">, playing: Playing): Promise<void> {
  const deps = { publicUrl: stage.parts.config.publicUrl, files: stage.parts.files };
  const french = playing.language === "fr";
  const locale = french ? "fr" : "en";
  const items = await listItemsFor(ctx, deps, playing.id, "", locale);
  const fits = items.filter(({ files, collectionName }) => files.length === 0 && FRENCH.has(collectionName) === french);
  const item = fits[Math.floor(choice * fits.length)];
  if (item !== undefined) await insertItem(ctx, deps, playing.id, item.id, locale);
}
