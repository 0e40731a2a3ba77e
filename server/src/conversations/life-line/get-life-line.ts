import { type LifeLine, type MessageId, Refusal } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { accessConversation } from "../access-conversation.ts";
import { conversationOfMessage } from "../message.sql.ts";
import { buildLifeLine } from "./build-life-line.ts";
import { loadLifeFacts } from "./life-line.sql.ts";

/** How a message came here, or what became of it, for whoever may see its conversation. */
export async function getLifeLine(ctx: Ctx, id: MessageId): Promise<LifeLine> {
  const conversationId = await conversationOfMessage(ctx, id);
  if (conversationId === undefined) throw new Refusal("not_found");
  await accessConversation(ctx, conversationId, "see");
  const facts = await loadLifeFacts(ctx, id);
  if (facts === undefined) throw new Refusal("not_found");
  return buildLifeLine(facts);
}
