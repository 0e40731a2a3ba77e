import { PLATFORMS, replyWindowAt, textLength, type VirtualAgentId } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import type { Conversation } from "../conversation.ts";
import { optedOutSince } from "../replying/check-opted-out.ts";
import { platformOf } from "../replying/reply-terms.sql.ts";
import { writeSystemMessage } from "../send-system-message.ts";
import { findSenderName, wroteLastByMachine } from "./answers.sql.ts";

/**
 * A word of the product to a contact who waits: it answers nothing, so the contact goes on waiting; under the organization's name, or that of the virtual agent who says it. The caller holds the row.
 * Not sent, and answered as undefined: in public, behind the platform's window, where its text is too long for the platform,
 * to the muted and those who have opted out, and after a machine's message (I18: two machines do not write to each other).
 */
export async function sendWhileWaiting(
  ctx: Ctx,
  conversation: Conversation,
  text: string,
  agent?: { readonly id: VirtualAgentId; readonly name: string },
): Promise<Conversation | undefined> {
  const { visibility, status, last_inbound_at } = conversation;
  if (visibility !== "private" || status === "resolved") return undefined;
  const { platform, windowHours } = await platformOf(ctx, conversation.channel_id);
  const limit = PLATFORMS[platform].text;
  if (textLength(text, limit.unit) > limit.max) return undefined;
  if (replyWindowAt(windowHours, visibility, last_inbound_at, ctx.now().getTime()).state === "closed") return undefined;
  if ((await optedOutSince(ctx, platform, conversation)) !== null) return undefined;
  const name = await findSenderName(ctx, conversation);
  if (name === undefined || (await wroteLastByMachine(ctx, conversation.id))) return undefined;
  const { conversation: after } = await writeSystemMessage(ctx, conversation, text, {
    waitsOn: true,
    ...(agent === undefined ? { name } : { name: agent.name, agent: agent.id }),
  });
  return after;
}
