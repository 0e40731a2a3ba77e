import { Refusal } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { type Conversation, isUser } from "../conversation.ts";
import { isTopicRequired } from "./topics.sql.ts";

/** W67: where a topic is required, an agent cannot resolve without one. Whatever resolves by itself is exempt. */
export async function refuseWithoutTopic(ctx: Ctx, conversation: Conversation): Promise<void> {
  if (!isUser(ctx.actor) || conversation.topic_ids.length > 0) return;
  if (await isTopicRequired(ctx, conversation.channel_id)) throw new Refusal("topic_required");
}
