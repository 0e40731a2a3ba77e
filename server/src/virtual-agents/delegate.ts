import { type ConversationId, type ConversationRow, Refusal, shownName, type VirtualAgentId } from "@guichet/contract";
import { accessConversation, delegateConversation } from "../conversations/index.ts";
import type { Ctx } from "../db/index.ts";
import { listDelegates } from "./virtual-agents.sql.ts";

/** Those for delegation on its channel; none where nobody may answer in private. */
export async function listDelegationOptions(
  ctx: Ctx,
  id: ConversationId,
): Promise<{ id: VirtualAgentId; name: string }[]> {
  const { conversation } = await accessConversation(ctx, id, "assign");
  if (conversation.visibility !== "private") return [];
  const agents = await listDelegates(ctx, conversation.channel_id);
  return agents.map((agent) => ({ id: agent.id, name: shownName(agent.name) }));
}

/** R158: an agent gives it to one of those. */
export async function delegate(
  ctx: Ctx,
  id: ConversationId,
  to: VirtualAgentId,
  version?: number,
): Promise<ConversationRow> {
  const { conversation } = await accessConversation(ctx, id, "assign");
  const [agent] = await listDelegates(ctx, conversation.channel_id, to);
  if (agent === undefined) throw new Refusal("not_found", { details: { field: "virtualAgentId" } });
  const holder = { id: agent.id, kind: agent.kind, name: shownName(agent.name), handOff: agent.hand_off };
  return await delegateConversation(ctx, id, holder, version);
}
