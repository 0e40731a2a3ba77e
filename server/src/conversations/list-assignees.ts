import type { AssigneeOption, ConversationId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { usersWithAccess } from "../users/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { listRooms } from "./room/room.sql.ts";

/** Whom one may assign a conversation to: people with access to its channel, with presence and how full they are (W70, R67). */
export async function listAssignees(ctx: Ctx, id: ConversationId): Promise<AssigneeOption[]> {
  const { conversation } = await accessConversation(ctx, id, "assign");
  const people = await usersWithAccess(ctx, conversation.channel_id, conversation.team_id);
  const there = people.filter((person) => !person.deactivated);
  const rooms = await listRooms(
    ctx,
    there.map(({ id }) => id),
  );
  return there.map((person) => ({ ...person, room: rooms.get(person.id) ?? null }));
}
