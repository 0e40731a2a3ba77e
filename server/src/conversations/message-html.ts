import { type MessageId, Refusal } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { numberPictures } from "./held-pictures.ts";
import { conversationOfMessage, findHtml } from "./message.sql.ts";

/** The sanitised HTML of a message the acting user may see; its remote pictures are numbers. */
export async function getMessageHtml(ctx: Ctx, id: MessageId): Promise<string> {
  return numberPictures(await readSanitisedHtml(ctx, id));
}

/** The same as it was stored. */
export async function readSanitisedHtml(ctx: Ctx, id: MessageId): Promise<string> {
  const conversationId = await conversationOfMessage(ctx, id);
  if (conversationId === undefined) throw new Refusal("not_found");
  await accessConversation(ctx, conversationId, "see");
  const html = await findHtml(ctx, id);
  if (html === undefined) throw new Refusal("not_found");
  return html;
}
