import { type ConversationId, channelRole, colleague } from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../db/index.ts";
import { usersWithAccess } from "../users/index.ts";
import { accessConversation } from "./access-conversation.ts";

export const assigneeOption = colleague.extend({ role: channelRole });

/** Whom one may assign a conversation to: people with access to its channel, with presence (W70). */
export async function listAssignees(ctx: Ctx, id: ConversationId): Promise<z.input<typeof assigneeOption>[]> {
  const { conversation } = await accessConversation(ctx, id, "assign");
  const people = await usersWithAccess(ctx, conversation.channel_id);
  return people.filter((person) => !person.deactivated);
}
