import { type ConversationId, type ConversationRow, Refusal } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { abilitiesFor } from "./conversations.policy.ts";
import { loadRows } from "./conversations.sql.ts";

/** A conversation's row as the acting user may see it now, with abilities. */
export async function viewRow(ctx: Ctx, id: ConversationId): Promise<ConversationRow> {
  const { role } = await accessConversation(ctx, id, "see");
  const row = (await loadRows(ctx, [id])).get(id);
  if (row === undefined) throw new Refusal("not_found");
  return { ...row, abilities: abilitiesFor(role) };
}
